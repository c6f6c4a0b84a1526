// What the services work with. One function a service adds its routes.
#pragma once
#include "core/api/router.h"
#include "core/board/board.h"
#include "core/cards/search.h"
#include "core/content/catalog.h"
#include "core/exchange/imports.h"
#include "core/exchange/records.h"
#include "core/journal/journal.h"
#include "core/reminders/reminders.h"
#include "core/sync/sync.h"
#include "core/vault/session.h"
#include "eddy/api/player.pb.h"

namespace eddy {

struct Services {
  Session session;
  Catalog catalog;
  CardSearch card_search{catalog};
  Heavy heavy{catalog};
  Journal journal{session, catalog, heavy};
  Factors factors{session};
  Board board{session, journal};
  Reminders reminders{session, journal};
  Exchange exchange{session, board};
  Imports imports{session};
  sync::Sync sync{session};
  Router router{[this](Needs needs) {
    if (needs == Needs::open_diary) (void)session.vault();
    if (needs == Needs::diary) session.require_diary();
  }};

  // Locked means gone: every key, and every word that was at hand.
  void lock() {
    session.lock();
    sync.lock();
    exchange.lock();
    imports.forget();
  }
};

void add_core(Services& services);
void add_journal(Services& services);
void add_player(Services& services);
void add_content(Services& services);
void add_days(Services& services);
void add_insights(Services& services);
void add_exchange(Services& services);
void add_sync(Services& services);

// The practice that is the person's own: what the key plays, and what the first page offers.
std::string practice_of_key(Services& services, const api::BeginRequest& q);

inline Id id_in(const std::string& bytes, const char* field = "id") {
  if (bytes.empty()) throw missing(field, "an id");
  return to_id(bytes, field);
}

}  // namespace eddy
