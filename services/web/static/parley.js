// Live updates and keyboard of Parley's page. All can be read without it; nothing is fetched from elsewhere.
"use strict";

const $ = (selector, from = document) => from.querySelector(selector);

/* Live feed: cards arrive as HTML made by the server, escaped there. */
function liveFeed() {
  const live = $("#live");
  if (!live || "earlier" in live.dataset) { if (live) live.hidden = true; return; }
  const text = $("#live-text"), pause = $("#pause"), waiting = $("#waiting"), said = $("#said"), days = $("#days"), earlier = $("#earlier");
  const held = [];
  let paused = false, unread = 0;
  const title = document.title;
  const MOST = 400;

  const opened = stream(live.dataset.stream, live.dataset.after, show, {
    alert: alert => {
      if (document.getElementById(alert.id) || held.some(other => other.id === alert.id)) return;
      if (paused) { held.push(alert); offer(); } else { add(alert); }
    },
    reload: () => location.reload(),
  }, true);

  function show() {
    const on = opened();
    live.classList.toggle("on", on && !paused);
    live.classList.toggle("off", !on);
    text.textContent = !on ? "Connection lost, trying again" : paused ? "Paused" : "Live";
    if (on) pause.hidden = false;
  }

  function add(alert) {
    const template = document.createElement("template");
    template.innerHTML = alert.html.trim();
    const card = template.content.firstElementChild;
    const cards = $("ol", daySection(alert));
    const later = [...cards.children].find(other => Number(other.dataset.time) <= alert.time);
    card.classList.add("fresh");
    cards.insertBefore(card, later || null);
    said.textContent = alert.said;
    if (alert.supersedes) overtake(alert);
    const none = $("#none");
    if (none) none.remove();
    const all = days.querySelectorAll(".card");
    if (all.length > MOST) drop(all[all.length - 1], all[all.length - 2]);
    if (document.hidden) { unread += 1; document.title = `(${unread}) ${title}`; }
  }

  /* The card of which this alert takes the place says so. */
  function overtake(alert) {
    const card = document.getElementById(alert.supersedes);
    if (!card) return;
    const link = $(".overtaken", card) || document.createElement("a");
    link.className = "overtaken";
    link.href = `/alerts/${encodeURIComponent(alert.id)}`;
    link.textContent = alert.overtaken;
    card.classList.add(alert.overtaken.toLowerCase());
    $(".kicker", card).append(link);
  }

  /* "Earlier" goes on after the last card that is left. */
  function drop(card, last) {
    const section = card.closest(".day");
    card.remove();
    if (!$(".card", section)) section.remove();
    const address = new URL(location.href);
    address.searchParams.set("after", last.id);
    earlier.href = address.pathname + address.search;
    earlier.parentElement.hidden = false;
  }

  function daySection(alert) {
    const found = $(`[data-day="${alert.day}"]`, days);
    if (found) return found;
    const section = document.createElement("section");
    section.className = "day";
    section.dataset.day = alert.day;
    const heading = document.createElement("h2");
    heading.textContent = alert.day_name;
    const list = document.createElement("ol");
    list.className = "cards";
    section.append(heading, list);
    const before = [...days.children].find(other => other.dataset.day < alert.day);
    days.insertBefore(section, before || null);
    return section;
  }

  function offer() {
    waiting.hidden = held.length === 0;
    waiting.textContent = held.length === 1 ? "Show 1 new alert" : `Show ${held.length} new alerts`;
  }

  function setPaused(value) {
    paused = value;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = paused ? "Go on" : "Pause";
    show();
    if (!paused) { held.splice(0).forEach(add); offer(); }
  }
  pause.addEventListener("click", () => setPaused(!paused));
  waiting.addEventListener("click", () => setPaused(false));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { unread = 0; document.title = title; } });
  document.addEventListener("parley:pause", () => setPaused(!paused));
}

/* Other pages only say that there is something new. */
function liveNote() {
  const news = $("#news");
  if (!news) return;
  let count = 0;
  stream(news.dataset.stream, news.dataset.after, () => {}, {
    alert: () => {
      count += 1;
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.textContent = count === 1 ? "1 new alert: show it" : `${count} new alerts: show them`;
      news.replaceChildren(link);
      news.hidden = false;
    },
  });
}

/* Events from where the page was, again and again: a browser gives up for good at an error's answer (a proxy's 502), and
   a page that Back brings back has been closed. `changed` is called when the connection comes or goes; the function
   returned says whether it is there.
   A browser has six connections to a host for all its tabs together: a page that nobody looks at gives its own back and
   goes on from there when it is looked at again. Of those that count what is unread one may keep it. */
function stream(path, after, changed, handlers, counts = false) {
  const SHORTEST = 1000, LONGEST = 60000;
  let source = null, timer, last = after, pause = SHORTEST, left = false, turn = 0, giveUp = () => {};
  function connect() {
    const url = new URL(path, location.href);
    url.searchParams.set("after", last);
    source = new EventSource(url);
    // The server tells a condition only where not all is well.
    source.onopen = () => { pause = SHORTEST; condition({ state: "ok", reason: "" }); changed(); };
    source.onerror = () => {
      changed();
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(2 * pause, LONGEST);
    };
    for (const [name, handle] of Object.entries({ condition, ...handlers })) {
      source.addEventListener(name, event => { last = event.lastEventId || last; handle(JSON.parse(event.data)); });
    }
  }
  function rest() { clearTimeout(timer); if (source) source.close(); source = null; }
  function wake() { if (!source) connect(); }
  function settle() {
    const mine = ++turn;
    giveUp();
    if (!left && !document.hidden) wake();
    else if (left || !counts || !navigator.locks) rest();
    else navigator.locks.request("parley-unread", { ifAvailable: true }, lock => {
      if (mine !== turn) return null;
      if (!lock) return rest();
      wake();
      return new Promise(done => { giveUp = done; });
    });
  }
  document.addEventListener("visibilitychange", settle);
  addEventListener("pagehide", () => { left = true; settle(); });
  addEventListener("pageshow", event => { if (event.persisted) { left = false; settle(); changed(); } });
  settle();
  return () => source !== null && source.readyState === EventSource.OPEN;
}

function condition(now) {
  const banner = $("#condition");
  banner.hidden = now.state === "ok";
  banner.dataset.state = now.state;
  $("strong", banner).textContent = now.state === "degraded" ? "Live updates have stopped." : "One moment.";
  $("span", banner).textContent = now.reason + (now.state === "degraded" ? " Nothing is lost: what comes in meanwhile is shown afterwards." : "");
}

/* Keyboard */
function keyboard() {
  const help = $("#help");
  const items = () => [...document.querySelectorAll("[data-item] [data-open]")].filter(link => link.offsetParent !== null);
  function go(step) {
    const links = items();
    if (!links.length) return;
    const item = document.activeElement.closest("[data-item]");
    const here = links.findIndex(link => item && item.contains(link));
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(here + step, 0), links.length - 1);
    links[next].focus({ focusVisible: true });
    links[next].closest("[data-item]").scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (help.open && event.key !== "?") return;
    const does = {
      j: () => go(1),
      k: () => go(-1),
      u: () => { location.href = "/"; },
      p: () => document.dispatchEvent(new Event("parley:pause")),
      "/": () => $("#q").focus(),
      "?": () => (help.open ? help.close() : help.showModal()),
    }[event.key];
    if (does) { event.preventDefault(); does(); }
  });
  document.querySelectorAll("[data-help]").forEach(button => button.addEventListener("click", () => help.showModal()));
}

/* Article page: point at what a line of the list stands for. */
function pointing() {
  document.querySelectorAll("li[data-of]").forEach(line => {
    const marks = () => document.querySelectorAll("mark[data-of]");
    const set = on => marks().forEach(mark => mark.classList.toggle("pointed", on && mark.dataset.of.split(" ").includes(line.dataset.of)));
    line.addEventListener("mouseenter", () => set(true));
    line.addEventListener("mouseleave", () => set(false));
    line.addEventListener("focusin", () => set(true));
    line.addEventListener("focusout", () => set(false));
  });
  const shown = $("mark.shown");
  if (shown && $("#text")) shown.scrollIntoView({ block: "center" });
}

function filters() {
  const form = $("[data-filter]");
  if (!form) return;
  form.addEventListener("change", event => { if (event.target.name !== "side" || event.target.value === "" || [...event.target.list.options].some(o => o.value === event.target.value)) form.requestSubmit(); });
  form.addEventListener("submit", () => [...form.elements].forEach(field => { if (field.name && !field.value) field.disabled = true; }));
  addEventListener("pageshow", () => [...form.elements].forEach(field => { field.disabled = false; }));
}

/* Silences: written through the API with the key that the reader types; it is kept nowhere. */
function silences() {
  const form = $("[data-silence]");
  if (!form) return;
  const said = $("#silence-said");
  async function send(method, path, body) {
    const answer = await fetch(path, {
      method,
      headers: { "authorization": `Bearer ${form.elements.key.value}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    if (answer.ok) { said.textContent = "Done; it shows here in a moment."; setTimeout(() => location.reload(), 1200); return; }
    said.textContent = (await answer.json().catch(() => ({ error: `error ${answer.status}` }))).error;
  }
  $("button", form).disabled = false;
  $("[data-unscripted]", form).remove();
  const { label, value } = form.elements;
  const offer = () => value.setAttribute("list", `of-${label.value}`);
  label.addEventListener("change", () => { value.value = ""; offer(); });
  offer();  // a browser may have kept another label
  form.addEventListener("submit", event => {
    event.preventDefault();
    const field = name => form.elements[name].value;
    send("POST", "/api/v1/silences", {
      matchers: [{ label: field("label"), op: "=", value: field("value") }],
      hours: Number(field("hours")), comment: field("comment"),
    });
  });
  document.querySelectorAll("[data-expire]").forEach(button => button.addEventListener("click", () => {
    if (!form.elements.key.value) { form.elements.key.focus(); said.textContent = "Type the API key first."; return; }
    send("DELETE", `/api/v1/silences/${encodeURIComponent(button.dataset.expire)}`);
  }));
}

liveFeed();
liveNote();
keyboard();
pointing();
filters();
silences();
