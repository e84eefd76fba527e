// Runs before the rest of the page is read: sections wait for their turn, unless something fails.
{
  const page = document.documentElement.classList;
  page.add("scripted");
  addEventListener("error", () => page.contains("ready") || page.remove("scripted"));
}
