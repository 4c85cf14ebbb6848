/**
 * Three citation styles for the archive's records, in CSL 1.0.2: after APA 7 (section 10.15), MLA 9
 * and the Chicago Manual 17 (14.209), with the record's version and the day it was read in each,
 * which the general styles leave out for dated works.
 */
export const STYLES = {
  apa: style(
    'apa',
    `<group delimiter=". " suffix=".">
      <text macro="author"/>
      <group>
        <text value="("/>
        <choose>
          <if is-uncertain-date="issued"><text value="ca. "/></if>
        </choose>
        <choose>
          <if variable="issued"><date variable="issued"><date-part name="year"/><date-part name="month" prefix=", "/><date-part name="day" prefix=" "/></date></if>
          <else><text value="n.d."/></else>
        </choose>
        <text value=")"/>
      </group>
      <group delimiter=" ">
        <text variable="title"/>
        <group prefix="[" suffix="]" delimiter="; "><text variable="genre"/><text macro="version"/></group>
      </group>
      <text variable="container-title"/>
      <text macro="archive"/>
    </group>
    <group prefix=" " delimiter=" ">
      <group suffix=","><text value="Retrieved "/><date variable="accessed" form="text"/></group>
      <group delimiter=" "><text value="from"/><text variable="URL"/></group>
    </group>`,
  ),
  mla: style(
    'mla',
    `<group delimiter=" ">
      <text macro="author" suffix="."/>
      <text variable="title" quotes="true"/>
      <group delimiter=", " suffix=".">
        <text variable="container-title"/>
        <text macro="issued-mla"/>
      </group>
      <group delimiter=", " suffix=".">
        <text macro="archive"/>
        <text macro="version"/>
        <text variable="URL"/>
      </group>
      <group suffix=".">
        <text value="Accessed "/>
        <date variable="accessed"><date-part name="day" suffix=" "/><date-part name="month" form="short" suffix=" "/><date-part name="year"/></date>
      </group>
    </group>`,
  ),
  chicago: style(
    'chicago',
    `<group delimiter=" ">
      <text macro="author" suffix="."/>
      <text variable="title" quotes="true"/>
      <group delimiter=", " suffix=".">
        <text variable="genre"/>
        <text variable="container-title"/>
        <group delimiter=" ">
          <choose><if is-uncertain-date="issued"><text value="ca."/></if></choose>
          <choose>
            <if variable="issued"><date variable="issued" form="text" date-parts="year-month-day"/></if>
            <else><text value="n.d."/></else>
          </choose>
        </group>
      </group>
      <group delimiter=", " suffix=".">
        <text macro="archive"/>
        <text macro="version"/>
      </group>
      <group suffix="."><text value="Accessed "/><date variable="accessed" form="text"/></group>
      <text variable="URL" suffix="."/>
    </group>`,
  ),
};
export type TextStyle = keyof typeof STYLES;

function style(id: string, bibliography: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>Sawt, ${id}</title><id>sawt-${id}</id><updated>2026-11-24T00:00:00+00:00</updated></info>
  <macro name="author"><names variable="author"><name/></names></macro>
  <macro name="version"><group delimiter=" "><text value="version"/><text variable="version"/></group></macro>
  <macro name="archive"><group delimiter=" "><text variable="archive"/><text variable="archive_location"/></group></macro>
  <macro name="issued-mla">
    <group delimiter=" ">
      <choose><if is-uncertain-date="issued"><text value="ca."/></if></choose>
      <choose>
        <if variable="issued"><date variable="issued"><date-part name="day" suffix=" "/><date-part name="month" form="short" suffix=" "/><date-part name="year"/></date></if>
        <else><text value="n.d."/></else>
      </choose>
    </group>
  </macro>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>${bibliography}</layout></bibliography>
</style>`;
}
