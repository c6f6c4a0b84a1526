/* Opens a diary with nothing but the SQLCipher amalgamation:  eddy_foreign FILE KEY_HEX  prints how many check-ins. */
#include <sqlite3.h>
#include <stdio.h>

int main(int argc, char** argv) {
  sqlite3* db;
  sqlite3_stmt* s;
  char key[128];
  if (argc != 3 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) return 2;
  snprintf(key, sizeof key, "PRAGMA key = \"x'%s'\"", argv[2]);
  int code = 3;
  if (sqlite3_exec(db, key, NULL, NULL, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2(db, "SELECT count(*), sum(mood) FROM check_in", -1, &s, NULL) == SQLITE_OK) {
    if (sqlite3_step(s) == SQLITE_ROW) {
      printf("%d %d\n", sqlite3_column_int(s, 0), sqlite3_column_int(s, 1));
      code = 0;
    }
    sqlite3_finalize(s);
  }
  sqlite3_close(db);
  return code;
}
