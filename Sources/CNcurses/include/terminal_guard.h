/// Gives the terminal back to the user on every way out of the program, and turns signals into bytes of a pipe.
///
/// Only what POSIX calls async-signal-safe runs in a handler. All functions are for the main thread, but for
/// `terminal_guard_wake` and `terminal_guard_cover_thread`, which any thread may call.
#pragma once
#include <stdbool.h>
#include <stddef.h>

/// The reading end of the pipe of signals and wake-ups, which lives as long as the process; -1 if there can be none.
int terminal_guard_pipe(void);

/// Writes a zero byte into the pipe. Does nothing if the pipe is full, since the reader then wakes anyway.
void terminal_guard_wake(void);

/// Remembers the state of a terminal and the bytes that undo what will be done to it, and begins to handle signals.
///
/// TERM, HUP and INT, and also WINCH, CONT and TSTP, arrive as bytes of the pipe; TERM, HUP or INT for the second time ends the
/// process. All others that end a process restore the terminal and then do what they did before. What is written to standard
/// error, if that is a terminal, is held back until the terminal is restored.
void terminal_guard_begin(int terminal, const char *reset, size_t length);

/// Leaves the terminal, in which the caller has undone everything but its settings, to other programs for a while. Nothing is
/// to be restored until `terminal_guard_resume`.
void terminal_guard_pause(void);

/// Takes the terminal again after `terminal_guard_pause`.
void terminal_guard_resume(void);

/// Stops the process group as Ctrl-Z does, and returns once it continues.
void terminal_guard_stop(void);

/// Leaves the terminal as `terminal_guard_pause` does, and sets signals back.
void terminal_guard_end(void);

/// Lets the terminal be restored also where the calling thread runs out of stack. The main thread is covered by
/// `terminal_guard_begin`. Cheap where the thread is covered already.
void terminal_guard_cover_thread(void);
