import { LIMITS } from '../../limits';

/** A value that Python's `repr` wrote. Calls such as `datetime.datetime(2016, 12, 13)` stay what they are: names with arguments. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | PythonValue[]
  | { dict: Map<string, PythonValue> }
  | { call: string; args: PythonValue[]; named: Map<string, PythonValue> };

/**
 * Reads a Python literal without evaluating anything: there is no name that does something. Null when the
 * text is none, or is nested too deep.
 */
export function readPython(text: string): { value: PythonValue } | null {
  const reader = new PythonReader(text);
  try {
    const value = reader.value(0);
    return reader.atEnd() ? { value } : null;
  } catch (error) {
    if (error instanceof NotPython) return null;
    throw error;
  }
}

class NotPython extends Error {}

class PythonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  value(depth: number): PythonValue {
    if (depth > LIMITS.depth) throw new NotPython();
    this.space();
    const char = this.text[this.at];
    if (char === '{') return this.braces(depth);
    if (char === '[') return this.list(']', depth);
    if (char === '(') return this.list(')', depth);
    if (char === "'" || char === '"') return this.string();
    const word = this.match(
      /[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|[A-Za-z_][\w.]*|<[^<>]*(?:<[^<>]*>[^<>]*)*>/y,
    );
    if (word === null) throw new NotPython();
    if (/^[+-]?\d/.test(word))
      return Number.isSafeInteger(Number(word)) || /[.eE]/.test(word) ? Number(word) : word;
    if (word.startsWith('<')) return word;
    return this.named(word, depth);
  }

  private named(word: string, depth: number): PythonValue {
    if (word === 'None') return null;
    if (word === 'True' || word === 'False') return word === 'True';
    const next = this.text[this.at];
    if (/^[bBuUrRfF]{1,2}$/.test(word) && (next === "'" || next === '"')) return this.string();
    if (next !== '(') return { call: word, args: [], named: new Map() };
    this.at += 1;
    const args: PythonValue[] = [];
    const named = new Map<string, PythonValue>();
    while (!this.take(')')) {
      this.space();
      const key = this.match(/[A-Za-z_]\w*(?=\s*=)/y);
      if (key === null) args.push(this.value(depth + 1));
      else {
        this.space();
        if (!this.take('=')) throw new NotPython();
        named.set(key, this.value(depth + 1));
      }
      if (!this.take(',') && this.peek() !== ')') throw new NotPython();
    }
    return { call: word, args, named };
  }

  private braces(depth: number): PythonValue {
    this.at += 1;
    const dict = new Map<string, PythonValue>();
    const set: PythonValue[] = [];
    while (!this.take('}')) {
      const key = this.value(depth + 1);
      if (this.take(':'))
        dict.set(typeof key === 'string' ? key : JSON.stringify(key), this.value(depth + 1));
      else set.push(key);
      if (!this.take(',') && this.peek() !== '}') throw new NotPython();
    }
    return set.length > 0 ? set : { dict };
  }

  private list(close: string, depth: number): PythonValue {
    this.at += 1;
    const items: PythonValue[] = [];
    while (!this.take(close)) {
      items.push(this.value(depth + 1));
      if (!this.take(',') && this.peek() !== close) throw new NotPython();
    }
    return items;
  }

  private string(): string {
    const quote = this.text[this.at]!;
    let read = '';
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at]!;
      if (char === quote) {
        this.at += 1;
        return read;
      }
      read += char === '\\' ? this.escape() : char;
    }
    throw new NotPython();
  }

  private escape(): string {
    this.at += 1;
    const char = this.text[this.at];
    const digits = char === 'x' ? 2 : char === 'u' ? 4 : char === 'U' ? 8 : 0;
    if (digits > 0) {
      const hex = this.text.slice(this.at + 1, this.at + 1 + digits);
      const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
      if (code < 0 || code > 0x10ffff) throw new NotPython();
      this.at += digits;
      return String.fromCodePoint(code);
    }
    const plain: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' };
    return plain[char ?? ''] ?? char ?? '';
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at += 1;
    return true;
  }

  private peek(): string | undefined {
    this.space();
    return this.text[this.at];
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}
