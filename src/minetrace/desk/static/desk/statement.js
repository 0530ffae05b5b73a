// The statement page by keyboard: one claim is current, in the text and among the cards.
// All state is on the server; this module moves, highlights, and presses the buttons that the page has.

const text = document.getElementById("text");
const dialog = document.getElementById("keys");
const switchBox = document.getElementById("keys-on");
const announce = document.getElementById("announce");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let current = null;

const cards = () => [...document.querySelectorAll(".card")];
const cardOf = (id) => document.getElementById(`claim-${id}`);
const marksOf = (id) => [...text.querySelectorAll("mark")].filter((mark) => mark.dataset.claims.split(" ").includes(id));

const pace = (glide) => (glide && !calm.matches ? "smooth" : "instant");

function showInText(marks, glide) {
  if (marks.length === 0) return;
  const [mark] = marks;
  const top = mark.offsetTop - text.clientHeight / 2 + mark.offsetHeight / 2;
  text.scrollTo({ top, behavior: pace(glide) });
}

function select(id, { focus = true, glide = true } = {}) {
  const card = cardOf(id);
  if (card === null) return;
  for (const old of document.querySelectorAll(".card.current, mark.current")) old.classList.remove("current");
  current = id;
  card.classList.add("current");
  const marks = marksOf(id);
  for (const mark of marks) mark.classList.add("current");
  showInText(marks, glide);
  card.scrollIntoView({ block: "nearest", behavior: pace(glide) });
  if (focus) card.focus({ preventScroll: true });
}

function move(step) {
  const all = cards();
  if (all.length === 0) return;
  const at = all.findIndex((card) => card.dataset.claim === current);
  const next = at === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  select(all[next].dataset.claim);
}

function press(key) {
  if (current === null) move(1);
  cardOf(current)?.querySelector(`[data-key="${key}"]`)?.click();
}

function showKeys() {
  dialog.showModal();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press("a"),
  r: () => press("r"),
  e: () => press("e"),
  u: () => press("u"),
  t: () => press("t"),
  "?": showKeys,
};

function arrows(event) {
  const inCards = event.target.closest(".claims-pane") !== null || event.target === document.body;
  if (!inCards) return null;
  return { ArrowDown: () => move(1), ArrowUp: () => move(-1) }[event.key] ?? null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && event.target.closest(".slot")) return closeForm(event.target);
  if (writing || !switchBox.checked) return;
  const act = KEYS[event.key] ?? arrows(event);
  if (!act) return;
  event.preventDefault();
  act();
});

function closeForm(inside) {
  const card = inside.closest(".card");
  card.querySelector(".slot").replaceChildren();
  card.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (mark) return select(mark.dataset.claim);
  if (event.target.closest("[data-cancel]")) return closeForm(event.target);
  const card = event.target.closest(".card");
  if (card && card.dataset.claim !== current) select(card.dataset.claim, { focus: false });
});

function afterSwap(event) {
  if (event.detail?.ctx?.sourceElement?.id === "elsewhere") return;
  const card = current === null ? null : cardOf(current);
  for (const one of cards()) {
    for (const mark of text.querySelectorAll(`mark[data-claim="${one.dataset.claim}"]`)) mark.dataset.state = one.dataset.state;
  }
  const first = document.querySelector(".slot [data-first], .slot input:not([type=hidden]), .slot textarea, .slot select");
  if (first) return first.focus();
  // A decision changes what is reckoned with: the numbers beside other sources are asked for again.
  document.getElementById("elsewhere")?.dispatchEvent(new Event("decided"));
  if (card === null) return;
  announce.textContent = card.dataset.said;
  select(current);
}

document.addEventListener("htmx:after:swap", afterSwap);
document.getElementById("show-keys").addEventListener("click", showKeys);
switchBox.checked = localStorage.getItem("single-keys") !== "off";
switchBox.addEventListener("change", () => localStorage.setItem("single-keys", switchBox.checked ? "on" : "off"));

const inAddress = () => (location.hash.startsWith("#claim-") ? location.hash.slice(7) : "");

addEventListener("hashchange", () => {
  if (inAddress()) select(inAddress());
});

// A link that opens the page at a claim shows it at once: gliding through a long list would hide what was asked for.
const wanted = inAddress() || document.querySelector(".desk").dataset.wanted;
if (wanted) select(wanted, { glide: false });
const [cited] = text.querySelectorAll(".cited");
if (cited) {
  cited.scrollIntoView({ block: "center", behavior: "instant" });
  text.focus({ preventScroll: true });
}
