/// What the system tells of its clocks, as functions that Swift can call.
#pragma once

/// A file that tells of sleeps of the machine and of settings of its wall clock; negative where there is none.
int ck_watch(void);
/// Waits for the next of them; 0 where there is nothing to wait for any longer.
int ck_wait(int file);
