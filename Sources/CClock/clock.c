#define _GNU_SOURCE
#include "CClock.h"

#include <errno.h>
#include <stdint.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int ck_watch(void) { return timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC); }

int ck_wait(int file) {
  // A timer that does not end in this century: both events cancel it, and that is what reading then tells.
  struct itimerspec never = {.it_value = {.tv_sec = 1L << 33}};
  uint64_t count;
  if (timerfd_settime(file, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL)) return 0;
  while (read(file, &count, sizeof count) < 0) {
    if (errno == ECANCELED) return 1;
    if (errno != EINTR) return 0;
  }
  return 1;
}
