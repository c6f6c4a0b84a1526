// Stands for zstd_lazy.c and zstd_opt.c of zstd 1.5.4: the strategies that no level up to 3 chooses (clevels.h: fast and
// dfast at every size). Eddy compresses at level 3 (core/sync/sealing.cc), and a page pays for every byte.
#include <stdlib.h>

#include "zstd_lazy.h"
#include "zstd_opt.h"

#define NEVER(name)                                                                          \
  size_t ZSTD_compressBlock_##name(ZSTD_matchState_t* m, seqStore_t* s, U32 r[ZSTD_REP_NUM], \
                                   void const* from, size_t size) {                          \
    abort();                                                                                 \
  }
NEVER(greedy)
NEVER(greedy_row)
NEVER(greedy_dictMatchState)
NEVER(greedy_dictMatchState_row)
NEVER(greedy_extDict)
NEVER(greedy_extDict_row)
NEVER(greedy_dedicatedDictSearch)
NEVER(greedy_dedicatedDictSearch_row)
NEVER(lazy)
NEVER(lazy_row)
NEVER(lazy_dictMatchState)
NEVER(lazy_dictMatchState_row)
NEVER(lazy_extDict)
NEVER(lazy_extDict_row)
NEVER(lazy_dedicatedDictSearch)
NEVER(lazy_dedicatedDictSearch_row)
NEVER(lazy2)
NEVER(lazy2_row)
NEVER(lazy2_dictMatchState)
NEVER(lazy2_dictMatchState_row)
NEVER(lazy2_extDict)
NEVER(lazy2_extDict_row)
NEVER(lazy2_dedicatedDictSearch)
NEVER(lazy2_dedicatedDictSearch_row)
NEVER(btlazy2)
NEVER(btlazy2_dictMatchState)
NEVER(btlazy2_extDict)
NEVER(btopt)
NEVER(btopt_dictMatchState)
NEVER(btopt_extDict)
NEVER(btultra)
NEVER(btultra_dictMatchState)
NEVER(btultra_extDict)
NEVER(btultra2)
U32 ZSTD_insertAndFindFirstIndex(ZSTD_matchState_t* m, const BYTE* at) { abort(); }
void ZSTD_row_update(ZSTD_matchState_t* m, const BYTE* at) { abort(); }
void ZSTD_dedicatedDictSearch_lazy_loadDictionary(ZSTD_matchState_t* m, const BYTE* at) { abort(); }
void ZSTD_updateTree(ZSTD_matchState_t* m, const BYTE* at, const BYTE* end) { abort(); }
