// Completes prefixes, classes and properties from what the data holds, and asks no other host.

/** `bst:Statement` for an IRI under one of the prefixes, else `<IRI>`. */
export function compact(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const name = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[A-Za-z][\w-]*$/.test(name)) return `${prefix}:${name}`;
  }
  return `<${iri}>`;
}

/** The IRI that a prefixed name or a `<IRI>` stands for; null for anything else. */
export function expand(name, prefixes) {
  if (/^<.*>$/.test(name)) return name.slice(1, -1);
  const [prefix, local] = name.split(":");
  return local !== undefined && prefix in prefixes ? prefixes[prefix] + local : null;
}

/**
 * The classes that the query says of the subject at the end of `before`; empty if it says none.
 * The subject is the first word after the last full stop or brace, as far as a regular expression can tell.
 */
export function classesOfSubject(query, before, prefixes) {
  const plain = (text) => text.replace(/#[^\n]*|"(?:[^"\\\n]|\\.)*"/g, " ");
  const subject = plain(before).match(/(?:^|[{}.]\s)\s*([?$]\w+|<[^>]*>|[\w-]*:[\w-]+)(?=\s)(?:(?!\.\s|[{}]).)*$/s)?.[1];
  if (!subject) return [];
  const escaped = subject.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const said = plain(query).matchAll(new RegExp(`${escaped}\\s+(?:a|rdf:type)\\s+([\\w-]*:[\\w-]+|<[^>]*>)`, "g"));
  return [...said].map((match) => expand(match[1], prefixes)).filter(Boolean);
}

/** The entries that begin with what is typed; where it has no prefix, those whose name or label has it in it. */
export function matching(entries, typed, expanded) {
  const word = typed.toLowerCase();
  if (typed.includes(":") || typed.startsWith("<")) return entries.filter((entry) => entry.iri.startsWith(expanded));
  return entries.filter((entry) => entry.label.toLowerCase().includes(word) || entry.iri.split(/[#/]/).pop().toLowerCase().includes(word));
}

export function registerCompleters(Yasqe, terms) {
  const labels = new Map([...terms.classes, ...terms.properties].map((entry) => [compact(entry.iri, terms.prefixes), entry]));
  const prefixesOf = (yasqe) => ({ ...terms.prefixes, ...yasqe.getPrefixesFromQuery() });
  const complete = (entriesFor) => ({
    bulk: false,
    autoShow: false,
    persistenceId: null,
    get: (yasqe, token) => {
      const typed = token.string.trim();
      const expanded = expand(typed, prefixesOf(yasqe)) ?? typed.replace(/^</, "");
      return matching(entriesFor(yasqe), typed, expanded).map((entry) => entry.iri);
    },
    preProcessToken: (_, token) => token,
    postProcessSuggestion: (yasqe, _, iri) => compact(iri, prefixesOf(yasqe)),
    postprocessHints: (_, hints) =>
      hints.map((hint) => {
        const entry = labels.get(hint.text);
        return entry?.label ? { ...hint, displayText: `${hint.text}  ${entry.label} (${entry.number})` } : hint;
      }),
  });
  Yasqe.forkAutocompleter("class", { name: "terms-class", ...complete(() => terms.classes) }, false);
  Yasqe.forkAutocompleter(
    "property",
    {
      name: "terms-property",
      ...complete((yasqe) => {
        const cursor = yasqe.getDoc().getCursor();
        const before = yasqe.getDoc().getRange({ line: 0, ch: 0 }, cursor);
        const classes = classesOfSubject(yasqe.getValue(), before, prefixesOf(yasqe));
        const fitting = classes.flatMap((name) => terms.propertiesOf[name] ?? []);
        return fitting.length ? terms.properties.filter((entry) => fitting.includes(entry.iri)) : terms.properties;
      }),
    },
    false,
  );
  const declarations = Object.entries(terms.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.registerAutocompleter({ ...Yasqe.Autocompleters.prefixes, persistenceId: null, get: () => declarations }, false);
  Yasqe.defaults.prefixCcApi = null;
}
