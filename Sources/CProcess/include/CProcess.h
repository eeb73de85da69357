/// What a process does for its own safety, as far as Swift cannot call it.
#pragma once

/// Keeps the memory of the process from others of the same user: it leaves no core dump, and what `/proc` tells of its memory and
/// environment is for the superuser. Programs that it starts are as usual, but leave no core dump either.
void process_hide_memory(void);

/// Has large blocks of memory go back to the system as soon as they are free, and threads share what they allocate from. Without
/// it glibc keeps what one huge answer took, for as long as the process runs.
void process_return_memory(void);

/// Ends the process with what was written, but without the libraries' own ends: these would take away what other threads, which
/// may be in the middle of a TLS handshake, still work with.
_Noreturn void process_end(int status);

/// Gives each of the standard streams that is closed a file that fails, so that nothing that is opened later takes its place.
void process_fill_streams(void);

/// Has writes to a pipe without a reader, and beyond a limit of size, fail instead of ending the process.
void process_ignore_failed_writes(void);
