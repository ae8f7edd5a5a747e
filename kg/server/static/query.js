// The query page: Yasgui on our endpoint. It asks no other address; results lead to our pages about things.
"use strict";
(async () => {
  const root = document.body.dataset.root;
  const settings = await (await fetch(root + "/query/questions.json")).json();
  const endpoint = new URL(settings.endpoint, location.href).href;

  // No completion of classes, properties and prefixes: those ask servers of others.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.prefixCcApi = null;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "GET", acceptHeaderGraph: "text/turtle" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistenceId: "space-cooperation-" + root,
    yasqe: {
      value: settings.questions["partners"].query,
      createShareableLink: (editor) => location.href.split("#")[0] + "#" + new URLSearchParams({ query: editor.getValue() }),
    },
  });
  const select = document.getElementById("ready");
  const said = document.getElementById("said");

  function open(name) {
    const question = settings.questions[name];
    const tab = yasgui.addTab(true, { name: question.title, requestConfig: { endpoint } });
    tab.setQuery(question.query);
    said.textContent = "Opened: " + question.title;
  }
  select.addEventListener("change", () => {
    if (select.value) open(select.value);
    select.value = "";
  });

  // Names of things in results lead to the pages about them on this server.
  function lead(link) {
    const iri = link.getAttribute("href") || "";
    if (iri.startsWith(settings.names)) {
      link.setAttribute("href", settings.page + iri.slice(settings.names.length));
      link.title = iri;
    }
  }
  new MutationObserver(() => document.querySelectorAll("#yasgui .yasr a.iri").forEach(lead)).observe(
    document.getElementById("yasgui"), { childList: true, subtree: true });
})();
