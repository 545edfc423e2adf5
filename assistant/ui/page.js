// What the page does in the browser: hands acts to the server, keeps what is half typed, minds 拼音, moves between tabs.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const session = () => new URL(location.href).searchParams.get("s") || "";
  const tab = () => location.hash.slice(1) || "draft";
  const root = document.documentElement;
  root.lang = "zh-CN";
  document.title = "述职报告起草助手";

  /* ---- acts ---- */
  const act = (name, data = {}) => {
    if (!window.assistantBus) return;
    document.body.classList.add("waiting");
    window.assistantBus({ ...data, act: name, s: session(), tab: tab() });
  };
  const gathered = (element) => {
    const data = {};
    const fields = element.closest("[data-fields]");
    if (fields) for (const field of all("input[name],select[name],textarea[name]", fields)) {
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      data[field.name] = field.value;
    }
    for (const [key, value] of Object.entries(element.dataset)) if (!["act", "fields", "confirm"].includes(key)) data[key] = value;
    if (element.name && "value" in element) data[element.name] = element.value;
    return data;
  };
  const fire = (element) => {
    if (element.dataset.confirm && !window.confirm(element.dataset.confirm)) return;
    act(element.dataset.act, gathered(element));
  };
  window.assistantReady = () => act("open");

  document.addEventListener("click", (event) => {
    const element = event.target.closest("[data-act],[data-tab],[data-dialog],[data-close]");
    if (!element) return;
    if (element.dataset.dialog) $("#" + element.dataset.dialog)?.showModal();
    else if ("close" in element.dataset) element.closest("dialog")?.close();
    else if (element.dataset.tab) openTab(element.dataset.tab);
    else if (element.matches("button,a")) { event.preventDefault(); fire(element); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-act],input[data-act]")) fire(event.target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form");
    if (!form) return;
    event.preventDefault();
    if (!form.dataset.act) return;
    if (form.closest("#box")) send(form);
    else fire(form);
  });

  /* ---- the box ---- */
  const send = (form) => {
    const area = $("#say");
    if (!area.value.trim()) return area.focus();
    act("talk.say", { text: area.value });
    area.value = "";
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "say" || event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  /* ---- tabs ---- */
  const showTab = () => {
    for (const panel of all(".panel")) panel.classList.toggle("open", panel.id === "at-" + tab());
    for (const button of all('[role="tab"]')) {
      button.setAttribute("aria-selected", String(button.dataset.tab === tab()));
      button.tabIndex = button.dataset.tab === tab() ? 0 : -1;
    }
  };
  const openTab = (name) => {
    history.replaceState(null, "", location.pathname + location.search + "#" + name);
    showTab();
    act("open");
  };

  /* ---- what came from the server ---- */
  let came;
  const landed = () => {
    const marker = $("#at-session [data-s]")?.dataset.s;
    if (marker !== undefined && marker !== came) {
      came = marker;
      if (marker !== session()) history.pushState(null, "", (marker ? "/?s=" + marker : "/") + location.hash);
    }
    document.body.dataset.mode = came === undefined ? "" : session() ? "work" : "start";
    showTab();
    const log = $(".log");
    if (log) log.scrollTop = log.scrollHeight;
    if (!($("#at-busy")?.textContent.trim())) document.body.classList.remove("waiting");
  };
  let waiting = 0;
  new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(landed, 30); })
    .observe(root, { childList: true, subtree: true, characterData: true });
  window.addEventListener("popstate", () => act("open"));
})();
