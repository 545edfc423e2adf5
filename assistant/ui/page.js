// What the page does in the browser: hands acts to the server, keeps what is half typed, minds 拼音, moves between tabs.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const session = () => new URL(location.href).searchParams.get("s") || "";
  const tab = () => location.hash.slice(1) || "draft";
  const narrow = () => window.matchMedia("(max-width: 900px)").matches;
  document.documentElement.lang = "zh-CN";

  /* ---- acts: one message to the server, answered by regions drawn anew ---- */
  const under = new Map(); // number of an act under way → its name
  let number = 0;
  const act = (name, data = {}, turned = false) => {
    if (!window.assistantBus) return;
    const sent = { ...data, act: name, s: session(), tab: tab() };
    // What ends another act is no act to wait for: it may be answered before that one or after it.
    if (name === "talk.stop") return window.assistantBus({ ...sent, n: "" });
    number += 1;
    const mine = String(number);
    under.set(mine, name);
    if (turned) document.body.classList.add("turning");
    if (name !== "open") watch(mine);
    waiting();
    window.assistantBus({ ...sent, n: mine });
  };
  const waiting = () => {
    const busy = [...under.values()].some((name) => name !== "open");
    document.body.classList.toggle("waiting", busy);
    document.body.setAttribute("aria-busy", String(busy));
  };
  const watch = (mine) => setTimeout(async () => {
    if (!under.has(mine)) return;
    try {
      await fetch("/alive", { cache: "no-store" });
      watch(mine);
    } catch {
      under.clear();
      document.body.classList.remove("turning");
      waiting();
      restoreSaid();
      say("连不上程序了：可能已经关掉，或电脑刚刚休眠。您打的字还在，重新打开程序后再发一次。", true);
    }
  }, 6000);
  const say = (words, bad = false) => {
    const line = document.createElement("p");
    line.className = bad ? "note bad" : "note";
    line.textContent = words;
    const place = $("#at-notes [role=status]") || document.body;
    place.append(line);
    if (!bad) setTimeout(() => line.remove(), 4000);
  };
  const gathered = (element) => {
    const data = {};
    const fields = element.closest("[data-fields]");
    if (fields) for (const field of all("input[name],select[name],textarea[name]", fields)) {
      if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
      if (field.type !== "file") data[field.name] = field.value;
    }
    for (const [key, value] of Object.entries(element.dataset)) {
      if (!["act", "fields", "confirm", "tab", "jump"].includes(key)) data[key] = value;
    }
    if (element.name && "value" in element && element.type !== "checkbox") data[element.name] = element.value;
    if (element.type === "checkbox") data.checked = element.checked ? "1" : "";
    return data;
  };
  const fire = async (element) => {
    const data = gathered(element);
    if (element.dataset.confirm && !(await asked(element.dataset.confirm))) return;
    for (const field of all("[id]", element.closest("[data-fields]") || element)) typed.delete(field.id);
    act(element.dataset.act, data);
  };
  const asked = (words) => new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.className = "asked";
    dialog.innerHTML = '<p></p><div class="row end"><button type="button" class="btn" value="">取消</button><button type="button" class="btn primary" value="1">确定</button></div>';
    $("p", dialog).textContent = words;
    const close = (value) => { dialog.close(); dialog.remove(); answer(value); };
    for (const button of all("button", dialog)) button.onclick = () => close(Boolean(button.value));
    dialog.oncancel = (event) => { event.preventDefault(); close(false); };
    document.body.append(dialog);
    dialog.showModal();
  });
  window.assistantReady = () => act("open");

  /* ---- clicks, changes, forms ---- */
  document.addEventListener("click", (event) => {
    const element = event.target.closest("[data-act],[data-tab],[data-dialog],[data-close],[data-copy],[data-copy-text],[data-jump],[data-insert],[data-side]");
    hidePopover(event.target);
    if (!element || element.matches("form,select,input:not([type=button])")) return;
    const data = element.dataset;
    if (data.insert !== undefined) insert(data.insert);
    else if (data.side) showSide(data.side);
    else if (data.dialog) $("#" + data.dialog)?.showModal();
    else if ("close" in data) element.closest("dialog,details")?.tagName === "DIALOG" ? element.closest("dialog").close() : element.closest("details")?.removeAttribute("open");
    else if (data.copy || data.copyText !== undefined) copy(data);
    else if (data.act) { event.preventDefault(); fire(element); }
    else if (data.tab || data.jump) { event.preventDefault(); if (data.tab) openTab(data.tab); if (data.jump) jump(data.jump); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-act],input[data-act],textarea[data-act]")) fire(event.target);
    if (event.target.matches("[data-drop] input[type=file]")) { bring(event.target.closest("[data-drop]"), event.target.files); event.target.value = ""; }
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.closest("#box")) send();
    else if (form.dataset.act) {
      fire(form);
      const find = $("#facts-find");
      if (form.dataset.act === "facts.change" && find) find.value = "";
    }
  });

  /* ---- the box: 拼音, Enter, what is half typed ---- */
  const kept = () => "assistant.half." + (session() || "start");
  const send = () => {
    const area = $("#say");
    const words = area.value.trim();
    if (!words || document.body.classList.contains("waiting")) return area.focus();
    remember("assistant.sent." + session(), words);
    pending(words);
    act("talk.say", { text: words });
    area.value = "";
    remember(kept(), "");
    fit(area);
  };
  const pending = (words) => {
    const log = $(".log");
    if (!log) return;
    const bubble = document.createElement("div");
    bubble.className = "said sending";
    bubble.textContent = words;
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
  };
  const restoreSaid = () => {
    const words = recall("assistant.sent." + session());
    const area = $("#say");
    if (words && area && !area.value) { area.value = words; remember(kept(), words); fit(area); }
    for (const bubble of all(".sending")) bubble.remove();
  };
  // What was sent to a program that was no longer there; what it did take stands in the log.
  const unsent = () => {
    const words = recall("assistant.sent." + session());
    const bare = (text) => text.replace(/\s+/g, "");
    return words && !all(".log .said:not(.sending)").some((said) => bare(said.textContent) === bare(words)) ? words : "";
  };
  const remember = (key, words) => { try { words ? localStorage.setItem(key, words) : localStorage.removeItem(key); } catch { /* a browser that keeps nothing */ } };
  const recall = (key) => { try { return localStorage.getItem(key) || ""; } catch { return ""; } };
  const fit = (area) => { area.style.height = "auto"; area.style.height = Math.min(area.scrollHeight + 2, 260) + "px"; };
  const insert = (words) => {
    const area = $("#say");
    const before = area.value;
    area.value = before && !/[，。；、：\s]$/.test(before) ? `${before}，${words}` : before + words;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "say" && event.key === "Enter" && !event.shiftKey) {
      // Enter that ends a composition chooses a word; 229 is how older browsers tell it.
      if (event.isComposing || event.keyCode === 229 || composing) return;
      event.preventDefault();
      send();
    } else if (event.target.matches("input[data-act],form[data-act] input") && event.key === "Enter" && (event.isComposing || event.keyCode === 229 || composing)) {
      event.preventDefault();
    } else if (event.target.matches('[role="tab"]') && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      const tabs = all('[role="tab"]');
      const at = tabs.indexOf(event.target);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
      const next = tabs[(to + tabs.length) % tabs.length];
      event.preventDefault();
      next.focus();
      openTab(next.dataset.tab);
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches("[data-origin]:not(button):not(a)")) {
      event.preventDefault();
      popover(event.target);
    } else if (event.key === "Escape") hidePopover();
  });
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; });
  // Some browsers end the composition before the Enter that ended it arrives.
  document.addEventListener("compositionend", () => setTimeout(() => { composing = false; }, 0));

  /* ---- fields in regions: what is half typed and where the cursor is outlive a redraw ---- */
  const typed = new Map();
  let focused = null;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.id === "say") { remember(kept(), field.value); fit(field); }
    else if (field.id && field.closest(".region") && field.matches("input:not([type=file]),textarea")) typed.set(field.id, field.value);
  });
  document.addEventListener("focusin", (event) => { focused = event.target.id && event.target.closest(".region") ? event.target.id : null; });
  document.addEventListener("change", (event) => { typed.delete(event.target.id); });
  const restored = () => {
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field && document.activeElement !== field && field.value !== value) field.value = value;
    }
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  /* ---- files ---- */
  const bring = async (zone, files) => {
    if (!files.length) return;
    if (!session()) { heap = { zone: zone.dataset.drop, files: [...files] }; return act("start.begin", gathered(zone)); }
    await deliver(zone.dataset.drop, [...files], gathered(zone));
  };
  let heap = null;
  const deliver = async (name, files, data = {}) => {
    const body = new FormData();
    for (const file of files) body.append("file", file);
    document.body.classList.add("sending-files");
    try {
      const answer = await fetch("/files?s=" + encodeURIComponent(session()), { method: "POST", body, headers: { "X-Assistant": "1" } });
      const told = await answer.json();
      if (told.error) return say(told.error, true);
      delete data.drop;
      act(name, { ...data, files: told.map((file) => file.id).join(",") });
    } catch {
      say("文件没有传上来：连不上程序，或文件太大。", true);
    } finally {
      document.body.classList.remove("sending-files");
    }
  };
  for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    const zone = event.target.closest?.("[data-drop]") || $("[data-drop]");
    for (const one of all("[data-drop]")) one.classList.toggle("over", name === "dragover" && one === zone);
    if (name === "drop" && zone) bring(zone, event.dataTransfer.files);
  });

  /* ---- copy, jump, popover ---- */
  const copy = async (data) => {
    const source = data.copy ? $(data.copy) : null;
    const text = source ? plain(source) : data.copyText;
    try {
      if (source && window.ClipboardItem && navigator.clipboard?.write) {
        const html = clean(source);
        await navigator.clipboard.write([new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) })]);
      } else await navigator.clipboard.writeText(text);
      say("已复制。");
    } catch { copyOld(text); }
  };
  const copyOld = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    say(done ? "已复制。" : "浏览器不让复制，请选中文字后按 Ctrl+C。", !done);
  };
  const bare = (source) => {
    const copied = source.cloneNode(true);
    for (const extra of all("button,[data-nocopy],.nocopy,select,input", copied)) extra.remove();
    return copied;
  };
  const plain = (source) => {
    const copied = bare(source);
    for (const end of all("br", copied)) end.replaceWith("\n");
    for (const block of all("p,h1,h2,h3,h4,li,tr,div", copied)) block.append("\n");
    return copied.textContent.replace(/[ \t]+\n/g, "\n").replace(/\n{2,}/g, "\n").trim();
  };
  const clean = (source) => plain(source).split("\n").map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph.outerHTML;
  }).join("");
  const jump = (selector, tries = 40) => {
    const target = $(selector);
    if (!target || !target.getClientRects().length) return tries ? setTimeout(() => jump(selector, tries - 1), 100) : undefined;
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "center", behavior: "smooth" });
    if (!target.matches("a,button,input,select,textarea,[tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.classList.add("flash");
    setTimeout(() => target.classList.remove("flash"), 2200);
  };
  const popover = (mark) => {
    hidePopover();
    const box = document.createElement("div");
    box.id = "popover";
    box.setAttribute("role", "tooltip");
    box.textContent = mark.dataset.origin;
    document.body.append(box);
    mark.setAttribute("aria-describedby", "popover");
    const place = mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8));
    const below = place.bottom + 6 + box.offsetHeight < innerHeight;
    box.style.left = `${left}px`;
    box.style.top = `${below ? place.bottom + 6 : place.top - box.offsetHeight - 6}px`;
    box.owner = mark;
  };
  const hidePopover = (target) => {
    const box = $("#popover");
    if (!box || (target && (box.contains(target) || box.owner?.contains(target)))) return;
    box.owner?.removeAttribute("aria-describedby");
    box.remove();
  };
  document.addEventListener("mouseover", (event) => { const mark = event.target.closest?.("[data-origin]"); if (mark) popover(mark); });
  document.addEventListener("mouseout", (event) => { if (event.target.closest?.("[data-origin]")) hidePopover(); });
  document.addEventListener("focusin", (event) => { if (event.target.matches?.("[data-origin]")) popover(event.target); });
  document.addEventListener("focusout", () => hidePopover());
  document.addEventListener("click", (event) => { const mark = event.target.closest?.("[data-origin]"); if (mark) popover(mark); });

  /* ---- tabs; on a phone talk and report take turns ---- */
  const showTab = () => {
    for (const panel of all(".block.panel")) {
      panel.classList.toggle("open", panel.id === "at-" + tab());
      if (!panel.getAttribute("role")) { panel.setAttribute("role", "tabpanel"); panel.setAttribute("aria-labelledby", "tab-" + panel.id.slice(3)); }
    }
    for (const button of all('[role="tab"]')) {
      button.setAttribute("aria-selected", String(button.dataset.tab === tab()));
      button.tabIndex = button.dataset.tab === tab() ? 0 : -1;
    }
  };
  const openTab = (name) => {
    if (name === tab()) return;
    history.replaceState(null, "", location.pathname + location.search + "#" + name);
    showTab();
    act("open", {}, true);
  };
  const showSide = (side) => {
    document.body.dataset.side = side;
    for (const button of all("[data-side]", $("#at-head"))) button.setAttribute("aria-pressed", String(button.dataset.side === side));
  };

  /* ---- what came from the server ---- */
  let came; // the session the server last told of
  let done = "";
  const landed = () => {
    document.body.classList.remove("dark"); // one calm look, whatever the desktop's theme
    const marker = $("#at-session [data-s]")?.dataset.s;
    if (marker !== undefined && marker !== came) {
      came = marker;
      if (marker !== session()) history.pushState(null, "", (marker ? "/?s=" + marker : "/") + location.hash);
      const area = $("#say");
      if (area) { area.value = recall(kept()) || unsent(); fit(area); }
      if (heap && marker) { const { zone, files } = heap; heap = null; deliver(zone, files); }
    }
    const finished = $("#at-done [data-n]")?.dataset.n;
    if (finished && finished !== done) {
      done = finished;
      const name = under.get(finished);
      for (const one of [...under.keys()]) if (Number(one) <= Number(finished)) under.delete(one);
      if (name === "talk.say") { remember("assistant.sent." + session(), ""); $("#say")?.focus({ preventScroll: true }); }
      const wanted = $("#at-done [data-open]")?.dataset.open;
      if (wanted) openTab(wanted);
      if (![...under.values()].includes("open")) document.body.classList.remove("turning");
      waiting();
    }
    document.body.dataset.sheet = $(".sheet") ? "1" : "";
    const live = $("#at-live .live");
    document.body.dataset.live = live ? "1" : "";
    if (live) { const place = $("#at-live"); place.scrollTop = place.scrollHeight; }
    document.body.dataset.mode = came === undefined ? "loading" : session() ? "work" : "start";
    document.title = $("#at-head [data-title]")?.dataset.title || "述职报告起草助手";
    const busy = $("#box .busy");
    const words = $("#at-busy .html-container")?.textContent.trim() || "正在处理……";
    if (busy && busy.textContent !== words) busy.textContent = words;
    const dialog = $("#at-others dialog[data-show]");
    if (dialog && dialog !== shown && !dialog.open) { shown = dialog; dialog.showModal(); }
    showTab();
    restored();
    filtered();
    grown();
    offering();
    const log = $(".log");
    const last = log?.lastElementChild;
    if (log && last !== lastSaid) { lastSaid = last; log.scrollTop = log.scrollHeight; }
    if (document.body.dataset.side === undefined) document.body.dataset.side = "talk";
  };
  let shown;
  let lastSaid;
  let soon = 0;
  new MutationObserver(() => { cancelAnimationFrame(soon); soon = requestAnimationFrame(landed); })
    .observe(document.documentElement, { childList: true, subtree: true });

  /* ---- the report's tabs: arrows between figures, a filter of facts, menus that close ---- */
  document.addEventListener("keydown", (event) => {
    const mark = event.target;
    if (mark.matches?.("mark[role=link]") && event.key === "Enter") mark.click();
    if (!mark.matches?.(".fig") || !["ArrowRight", "ArrowLeft"].includes(event.key)) return;
    const figures = all(".fig", mark.closest("[data-figures]"));
    const next = figures[figures.indexOf(mark) + (event.key === "ArrowRight" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  });
  let offered = false; // an offer is gone to when it comes; when it is decided on, back to its item
  let offeredAt = "";
  const offering = () => {
    const offer = $("#offer");
    if (!offer === !offered) return;
    offered = Boolean(offer);
    if (offer && offer.getClientRects().length) {
      offeredAt = offer.closest(".item")?.id || "";
      offer.focus({ preventScroll: true });
      offer.scrollIntoView({ block: "nearest" });
    } else if (!offer && offeredAt && document.activeElement === document.body) {
      $(`#${CSS.escape(offeredAt)} .tools button`)?.focus({ preventScroll: true });
    }
  };
  const filtered = () => {
    for (const bar of all("[data-filter]")) {
      const words = $("input", bar).value.trim();
      const state = $("select", bar).value;
      if (!words && !state && !bar.dataset.used) continue;
      bar.dataset.used = "1";
      for (const group of all(bar.dataset.filter + " > tbody")) {
        let shown = 0;
        for (const row of all("tr[data-state]", group)) {
          row.hidden = (state !== "" && row.dataset.state !== state) || (words !== "" && !row.textContent.includes(words));
          shown += row.hidden ? 0 : 1;
        }
        group.hidden = shown === 0;
      }
    }
  };
  for (const name of ["input", "change"]) document.addEventListener(name, (event) => { if (event.target.closest?.("[data-filter]")) filtered(); });
  const grow = (cell) => { cell.style.height = "auto"; cell.style.height = `${cell.scrollHeight + 2}px`; };
  const grown = () => { for (const cell of all("textarea.cell")) if (cell.clientHeight && cell.scrollHeight > cell.clientHeight + 2) grow(cell); };
  document.addEventListener("input", (event) => { if (event.target.matches?.("textarea.cell")) grow(event.target); });
  document.addEventListener("keydown", (event) => {
    // In a cell of a list Enter is the end of the entry, as in a spreadsheet.
    if (event.target.matches?.("textarea.cell") && event.key === "Enter" && !event.shiftKey && !event.isComposing && !composing) { event.preventDefault(); event.target.blur(); }
  });
  document.addEventListener("click", (event) => {
    for (const menu of all("details.fold[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  /* ---- a second window, a woken computer: look again ---- */
  let looked = Date.now();
  const again = () => {
    if (document.visibilityState !== "visible" || Date.now() - looked < 3000 || under.size || $("dialog[open]")) return;
    looked = Date.now();
    act("open");
  };
  document.addEventListener("visibilitychange", again);
  window.addEventListener("focus", again);
  window.addEventListener("popstate", () => { came = session(); act("open"); });
})();

/* == settings == the dialog and what is typed in it outlive a redraw; the key is forgotten once it is kept */
(() => {
  "use strict";
  const typed = new Map();
  let open = false;
  const dialog = () => document.getElementById("settings");
  const forget = () => { open = false; typed.clear(); };
  document.addEventListener("click", (event) => { if (event.target.closest?.('[data-dialog="settings"]')) open = true; });
  document.addEventListener("click", (event) => { if (event.target.closest?.("#settings [data-close]")) forget(); }, true);
  for (const name of ["cancel", "close"]) document.addEventListener(name, (event) => { if (event.target.id === "settings") forget(); }, true);
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.closest?.("#settings") && field.name) typed.set(field.name, field.type === "checkbox" ? field.checked : field.value);
  });
  // A redraw mends the dialog in place and takes its `open` away, which leaves it shown to nobody.
  new MutationObserver(() => {
    const now = dialog();
    if (!now) return;
    if ("saved" in now.dataset) typed.clear();
    for (const [name, value] of typed) {
      const field = now.querySelector(`[name="${name}"]`);
      if (!field || field === document.activeElement) continue;
      if (field.type === "checkbox") field.checked = value;
      else if (field.value !== value) field.value = value;
    }
    if (!open || now.open) return;
    try { now.showModal(); } catch { now.setAttribute("open", ""); }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["open", "data-saved"] });
})();
