#!/bin/sh
# Makes the pictures in the README from the fixtures: docs/screenshots.sh (needs chromium).
set -eu
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
shot() {
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
    --window-size="$3" --screenshot="$PWD/docs/images/$2" "file://$work/$1" 2>/dev/null
}
${RELIABILITY:-reliability} score --format html -o "$work/article.html" fixtures/newsroom/stadium-weasel.txt
${RELIABILITY:-reliability} corpus --format html -o "$work/corpus.html" fixtures/newsroom
shot article.html article.png 1100,1250
shot corpus.html corpus.png 1100,1500
