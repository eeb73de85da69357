#define _GNU_SOURCE
#include "terminal_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { longest_reset = 512, most_held_errors = 65536 };

// All that end a process unless somebody handles them, but for those in `told`.
static const int fatal[] = {
    SIGILL,  SIGTRAP, SIGSEGV, SIGBUS,    SIGABRT, SIGFPE, SIGSYS,    SIGQUIT, SIGPIPE, SIGUSR1,
    SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF, SIGXFSZ,
#ifdef __linux__
    SIGIO,   SIGPWR,  SIGSTKFLT,
#endif
};
static const int told[] = {SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGCONT, SIGTSTP};
enum { fatal_count = sizeof fatal / sizeof *fatal, told_count = sizeof told / sizeof *told };

static int pipe_ends[2] = {-1, -1};
static int terminal = -1;
static struct termios saved;
static char reset[longest_reset];
static size_t reset_length;
static struct sigaction former_fatal[fatal_count];
static struct sigaction former_told[told_count];
static bool installed;
// Whether the terminal is ours, so that it has to be restored. Whoever takes it from true to false restores it.
static atomic_bool held;
// Which of the ending signals came already.
static atomic_uint asked_to_end;
// Standard error as it was, and the file that stands in for it; -1 when it is left alone.
static int real_errors = -1;
static int held_errors = -1;

static void write_all(int file, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, bytes, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    length -= (size_t)written;
  }
}

// Shows what was written to standard error; at most its last part.
static void show_errors(void) {
  if (held_errors < 0) return;
  dup2(real_errors, STDERR_FILENO);
  off_t end = lseek(held_errors, 0, SEEK_END);
  off_t from = end > most_held_errors ? end - most_held_errors : 0;
  char buffer[1024];
  ssize_t count;
  while ((count = pread(held_errors, buffer, sizeof buffer, from)) > 0) {
    write_all(real_errors, buffer, (size_t)count);
    from += count;
  }
  ftruncate(held_errors, 0);
  lseek(held_errors, 0, SEEK_SET);
}

static void hold_errors(void) {
  if (held_errors >= 0) dup2(held_errors, STDERR_FILENO);
}

static void give_back(bool undo) {
  if (!atomic_exchange(&held, false)) return;
  if (undo) write_all(terminal, reset, reset_length);
  // In the background this would stop the process unless the signal is blocked.
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &blocked, &before);
  tcsetattr(terminal, TCSADRAIN, &saved);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  show_errors();
}

static void restore_terminal(void) { give_back(true); }

static void on_fatal(int signal) {
  int error = errno;
  restore_terminal();
  for (int index = 0; index < fatal_count; index++) {
    if (fatal[index] == signal) sigaction(signal, &former_fatal[index], NULL);
  }
  // Blocked until this handler returns; then the former action, mostly the default, ends the process with this signal.
  raise(signal);
  errno = error;
}

static void on_told(int signal) {
  int error = errno;
  if (signal == SIGTERM || signal == SIGHUP || signal == SIGINT) {
    unsigned bit = 1u << signal;
    if (atomic_fetch_or(&asked_to_end, bit) & bit) {
      // Nobody answered the first one.
      restore_terminal();
      struct sigaction action = {.sa_handler = SIG_DFL};
      sigaction(signal, &action, NULL);
      raise(signal);
      errno = error;
      return;
    }
  }
  char byte = (char)signal;
  (void)!write(pipe_ends[1], &byte, 1);
  errno = error;
}

int terminal_guard_pipe(void) {
  if (pipe_ends[0] >= 0) return pipe_ends[0];
  int ends[2];
  if (pipe(ends) != 0) return -1;
  for (int index = 0; index < 2; index++) {
    fcntl(ends[index], F_SETFD, FD_CLOEXEC);
    fcntl(ends[index], F_SETFL, O_NONBLOCK);
  }
  pipe_ends[1] = ends[1];
  pipe_ends[0] = ends[0];
  return ends[0];
}

void terminal_guard_wake(void) {
  char byte = 0;
  if (pipe_ends[1] >= 0) (void)!write(pipe_ends[1], &byte, 1);
}

static void open_error_file(void) {
  if (held_errors >= 0 || !isatty(STDERR_FILENO)) return;
#ifdef __linux__
  int file = memfd_create("errors", MFD_CLOEXEC);
#else
  char name[] = "/tmp/meshtop.XXXXXX";
  int file = mkstemp(name);
  if (file >= 0) {
    unlink(name);
    fcntl(file, F_SETFD, FD_CLOEXEC);
  }
#endif
  if (file < 0) return;
  fcntl(file, F_SETFL, O_APPEND);
  real_errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  held_errors = file;
}

static pthread_key_t stack_key;
static pthread_once_t stack_once = PTHREAD_ONCE_INIT;

static void drop_signal_stack(void *memory) {
  stack_t none = {.ss_flags = SS_DISABLE};
  sigaltstack(&none, NULL);
  free(memory);
}

static void make_stack_key(void) { pthread_key_create(&stack_key, drop_signal_stack); }

// A fault by running out of stack needs another stack to handle it on, and each thread one of its own.
void terminal_guard_cover_thread(void) {
  pthread_once(&stack_once, make_stack_key);
  if (pthread_getspecific(stack_key)) return;
  size_t size = 65536;
  void *memory = malloc(size);
  if (!memory) return;
  stack_t stack = {.ss_sp = memory, .ss_size = size};
  if (sigaltstack(&stack, NULL) != 0 || pthread_setspecific(stack_key, memory) != 0) drop_signal_stack(memory);
}

static void install(void) {
  if (installed) return;
  installed = true;
  terminal_guard_cover_thread();
  struct sigaction action = {.sa_handler = on_fatal, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int index = 0; index < fatal_count; index++) {
    sigaction(fatal[index], NULL, &former_fatal[index]);
    // What is ignored, such as a broken pipe, does not end the process.
    if (former_fatal[index].sa_handler != SIG_IGN) sigaction(fatal[index], &action, NULL);
  }
  action.sa_handler = on_told;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  for (int index = 0; index < told_count; index++) {
    sigaction(told[index], NULL, &former_told[index]);
    // Who runs the program under nohup wants no hang-up.
    if (told[index] == SIGHUP && former_told[index].sa_handler == SIG_IGN) continue;
    sigaction(told[index], &action, NULL);
  }
}

void terminal_guard_begin(int file, const char *bytes, size_t length) {
  static bool at_exit;
  terminal = file;
  tcgetattr(file, &saved);
  reset_length = length < longest_reset ? length : longest_reset;
  memcpy(reset, bytes, reset_length);
  atomic_store(&asked_to_end, 0);
  open_error_file();
  hold_errors();
  atomic_store(&held, true);
  install();
  if (!at_exit) atexit(restore_terminal);
  at_exit = true;
}

void terminal_guard_pause(void) { give_back(false); }

void terminal_guard_resume(void) {
  hold_errors();
  atomic_store(&held, true);
}

void terminal_guard_stop(void) {
  struct sigaction action = {.sa_handler = SIG_IGN}, former;
  sigaction(SIGTSTP, &action, &former);
  // First the others of the group, then this process by its own thread, so that it stops here and nowhere else.
  kill(0, SIGTSTP);
  action.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &action, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &former, NULL);
}

void terminal_guard_end(void) {
  give_back(false);
  if (!installed) return;
  installed = false;
  for (int index = 0; index < fatal_count; index++) sigaction(fatal[index], &former_fatal[index], NULL);
  for (int index = 0; index < told_count; index++) sigaction(told[index], &former_told[index], NULL);
}
