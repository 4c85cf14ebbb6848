// The package ships no types. Only its parser is used: its own bounds are days of UTC and do not know
// what `~` and `?` widen, so they are computed in edtf-date.ts.
declare module 'edtf' {
  export interface EdtfNode {
    type?: 'Date' | 'Year' | 'Decade' | 'Century' | 'Season' | 'Interval' | 'Set' | 'List';
    /** For a date: year, month from 0, day. For an interval or set: its members. */
    values: (number | null | EdtfNode | [EdtfNode, EdtfNode])[];
    /** Bit i stands for the i-th character of YYYYMMDD. */
    unspecified?: number;
    uncertain?: boolean | number;
    approximate?: boolean | number;
    /** Significant digits of a year. */
    significant?: number;
    /** A set that is open before its first or after its last member. */
    earlier?: boolean;
    later?: boolean;
  }
  /** Reads EDTF (ISO 8601-2, level 2). Throws on anything else. */
  export function parse(input: string): EdtfNode;
}
