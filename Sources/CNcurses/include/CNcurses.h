/// ncurses, wide, as Swift can use it.
#pragma once
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
