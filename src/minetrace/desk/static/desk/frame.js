// What every page has: requests of htmx carry the CSRF token of the page, a lost connection is said, menus close on Escape.

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if (request.method !== "GET") request.headers["X-CSRFToken"] = token();
});

document.addEventListener("htmx:error", () => {
  const place = document.getElementById("problems");
  const told = Object.assign(document.createElement("p"), { className: "problem", textContent: place.dataset.lost });
  told.setAttribute("role", "alert");
  place.replaceChildren(told);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open === null) return;
  open.open = false;
  open.querySelector("summary").focus();
});
