// views.mjs: addresses of every view in its several states, for what looks at all of them.

// reports: of the service's status, as {id, municipality, revision}.
export function everyView(reports) {
  const [first, ...others] = reports.filter((report) => report.municipality);
  const alike = others.find((report) => report.revision === first.revision) ?? first;
  const apart = others.find((report) => report.revision !== first.revision) ?? alike;
  const { code } = first.municipality;
  return {
    sok: "#/sok",
    "sok-traffar": "#/sok?q=kommun&omrade=1",
    "sok-inga": "#/sok?q=qqqqxyz",
    "sok-fel": "#/sok?q=%22",
    "vilka-har": "#/vilka-har",
    "vilka-har-svar": "#/vilka-har?amne=chefskontrakt",
    "vilka-har-inga": "#/vilka-har?amne=qqqqxyz",
    forebilder: "#/forebilder",
    "forebilder-en": `#/forebilder?kommun=${code}&alla=1`,
    poang: "#/poang",
    "poang-omrade": `#/poang?visa=1&version=${apart.revision}`,
    "poang-en": `#/poang?rapport=${first.id}`,
    "poang-tre": `#/poang?rapport=${first.id}&rapport=${alike.id}&rapport=${apart.id}`,
    lar: "#/lar-av-andra",
    "lar-forslag": `#/lar-av-andra?kommun=${code}`,
    "lar-plan": `#/lar-av-andra?kommun=${code}&plan=1`,
    kommuner: "#/kommun",
    kommun: `#/kommun?kommun=${code}`,
    sammanfattning: `#/sammanfattning?kommun=${code}`,
    rapport: `#/rapport?id=${first.id}&stycke=12`,
    samlat: "#/samlat",
    om: "#/om",
    tillganglighet: "#/tillganglighet",
    "finns-inte": "#/finns-inte",
  };
}
