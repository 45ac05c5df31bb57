(function () {
  "use strict";
  var script = document.currentScript;
  var form = new URL(script.src);
  form.pathname = form.pathname.replace(/\/embed\.js$/, "");
  form.search = "";
  new URLSearchParams(location.search).forEach(function (value, name) {
    if (/^utm_(source|medium|campaign|term|content)$/.test(name)) form.searchParams.set(name, value);
  });
  form.searchParams.set("page", location.origin + location.pathname);
  if (script.dataset.lang) form.searchParams.set("lang", script.dataset.lang);
  var frame = document.createElement("iframe");
  frame.src = form.href;
  frame.title = script.dataset.title || __TITLE__;
  frame.loading = "lazy";
  frame.style.cssText = "width:100%;border:0;height:" + (parseInt(script.dataset.height, 10) || 900) + "px";
  script.insertAdjacentElement("afterend", frame);
})();
