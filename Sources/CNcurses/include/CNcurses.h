/// ncurses, wide, as Swift can use it: what its macros and global variables hide, as functions.
#pragma once
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700  // for wcwidth
#endif
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>
#include <stdbool.h>
#include <stdint.h>
#include <wchar.h>
#include "terminal_guard.h"

static inline attr_t curses_bold(void) { return A_BOLD; }
static inline attr_t curses_dim(void) { return A_DIM; }
static inline attr_t curses_italic(void) { return A_ITALIC; }
static inline attr_t curses_underline(void) { return A_UNDERLINE; }
static inline attr_t curses_reverse(void) { return A_REVERSE; }

static inline int curses_colors(void) { return COLORS; }
static inline int curses_pairs(void) { return COLOR_PAIRS; }

/// A cell of a scalar, up to two marks (0 for none), attributes and a pair of colours that may be beyond a short.
static inline cchar_t curses_cell(uint32_t scalar, uint32_t mark, uint32_t second_mark, attr_t attributes, int pair) {
  wchar_t text[] = {(wchar_t)scalar, (wchar_t)mark, (wchar_t)second_mark, 0};
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) {
    wchar_t blank[] = {L' ', 0};
    setcchar(&cell, blank, attributes, 0, &pair);
  }
  return cell;
}

/// The columns that ncurses gives a scalar; below 1 if it does not draw it.
static inline int curses_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

/// Writes cells of the standard window from a column on, without moving the cursor.
static inline void curses_write(int y, int x, const cchar_t *cells, int count) {
  mvwadd_wchnstr(stdscr, y, x, cells, count);
}

/// The cursor's cell, or none at all.
static inline void curses_cursor(bool shown, int y, int x) {
  leaveok(stdscr, !shown);
  curs_set(shown ? 1 : 0);
  if (shown) wmove(stdscr, y, x);
}

/// Sends what has changed to the terminal.
static inline void curses_refresh(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

/// Forgets what the terminal shows, so that the next refresh sends all.
static inline void curses_forget(void) { clearok(curscr, TRUE); }

/// Takes on a new size, with a blank window.
static inline void curses_resize(int height, int width) {
  resizeterm(height, width);
  werase(stdscr);
}

/// Input without echo, translation or signals, and no search for typed keys while drawing.
static inline void curses_raw(void) {
  raw();
  noecho();
  nonl();
  typeahead(-1);
}

/// A string of the terminal's description; NULL if it has none.
static inline const char *curses_capability(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}

/// The names of all capabilities by their places in a compiled description; NULL beyond the last.
static inline const char *curses_flag_name(int place) { return boolnames[place]; }
static inline const char *curses_number_name(int place) { return numnames[place]; }
static inline const char *curses_string_name(int place) { return strnames[place]; }

/// Looks up a terminal's description; false if there is none.
static inline bool curses_describe(const char *name, int file) {
  int status = 0;
  return setupterm(name, file, &status) == OK;
}
