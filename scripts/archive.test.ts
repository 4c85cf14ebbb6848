import { describe, expect, it, vi } from 'vitest';
import { buildArchiveTool, runArchiveTool } from './archive';

describe('the operators’ tool', () => {
  it('gives every command a description and a help text', async () => {
    const program = await buildArchiveTool();
    for (const command of program.commands) {
      expect(command.description(), command.name()).not.toBe('');
      expect(command.helpInformation(), command.name()).toContain('--help');
    }
  });

  it('answers wrong use with exit code 2 and help with 0', async () => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await runArchiveTool(['no-such-command'])).toBe(2);
    expect(await runArchiveTool(['--no-such-option'])).toBe(2);
    expect(await runArchiveTool(['--help'])).toBe(0);
    expect(stderr).toHaveBeenCalled();
    stdout.mockRestore();
    stderr.mockRestore();
  });
});
