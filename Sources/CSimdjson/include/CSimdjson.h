/// simdjson's documents behind C functions.
#pragma once
