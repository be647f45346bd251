"use strict";
for (const form of document.querySelectorAll(".find")) {
  const words = form.querySelector("[type=search]");
  const disputed = form.querySelector("[type=checkbox]");
  const count = form.querySelector("output");
  const clusters = Array.from(form.parentElement.querySelectorAll(".cluster"), (node) => [node, node.textContent.toLowerCase()]);
  const show = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [node, text] of clusters) {
      node.hidden = (disputed.checked && !node.classList.contains("conflict")) || !wanted.every((word) => text.includes(word));
      shown += node.hidden ? 0 : 1;
    }
    count.textContent = shown + " of " + clusters.length;
  };
  form.hidden = false;
  words.addEventListener("input", show);
  disputed.addEventListener("change", show);
  show();
}
