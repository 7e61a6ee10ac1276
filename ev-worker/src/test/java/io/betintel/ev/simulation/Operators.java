package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.odds.BetType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** People at the commands: they add, enable, disable, set and rename, step by step. */
final class Operators {
  private static final List<BetType> THEIRS =
      List.of(Rules.OPERATED, Rules.OPERATED, Rules.OLD_NAME, Rules.NEW_NAME);

  private final Servers servers;
  private final ModelDatabase database;
  private Phase phase = Phase.NONE;
  private long since;

  private enum Phase {
    NONE,
    HELD,
    ALIASED,
    RELEASED,
    DONE
  }

  Operators(Servers servers) {
    this.servers = servers;
    this.database = servers.database;
  }

  void operate(int who, int how) {
    BetType type = THEIRS.get((who + how) % THEIRS.size());
    boolean renames = phase != Phase.NONE && !type.equals(Rules.OPERATED);
    if (renames) {
      return;
    }
    if (database.row(type).isEmpty()) {
      database.add(type, how % 3 == 0);
      return;
    }
    switch (how % 5) {
      case 0, 1 -> database.enable(type, true);
      case 2, 3 -> database.enable(type, false);
      default -> database.change(type);
    }
  }

  /** Everything that was begun is to end, and what can be on is on. */
  void enableAll() {
    for (BetType type : Rules.TYPES) {
      if (isRenaming() && !type.equals(Rules.OPERATED)) {
        continue;
      }
      if (database.row(type).isEmpty()) {
        database.add(type, true);
      } else if (database.row(type).get().aliasOf() == null) {
        database.enable(type, true);
      }
      if (database.row(type).get().settings() % 2 == 0) {
        database.change(type); // as the control is set
      }
    }
  }

  boolean isRenaming() {
    return phase != Phase.NONE && phase != Phase.DONE;
  }

  /** Goes on with a rename that was begun. */
  void goOn() {
    if (isRenaming()) {
      rename();
    }
  }

  /** The next step of the rename, if its conditions hold. */
  void rename() {
    List<Heartbeat> live = database.live();
    switch (phase) {
      case NONE -> {
        if (database.row(Rules.OLD_NAME).isPresent() && database.row(Rules.NEW_NAME).isPresent()) {
          hold(true, null);
          go(Phase.HELD);
        }
      }
      case HELD -> {
        if (!live.isEmpty()
            && live.stream().allMatch(each -> each.acknowledged(since))
            && isStored()) {
          takeOver();
          go(Phase.ALIASED);
        }
      }
      case ALIASED -> {
        Set<Integer> moved = new HashSet<>();
        live.stream()
            .filter(each -> each.moved().version() >= since)
            .forEach(each -> moved.addAll(each.moved().partitions()));
        if (live.stream().allMatch(each -> each.moved().version() >= since)
            && moved.size() == servers.options.partitions()) {
          ModelDatabase.CatalogueRowModel target = database.row(Rules.NEW_NAME).orElseThrow();
          database.put(Map.of(Rules.NEW_NAME, target.held(false, null)));
          go(Phase.RELEASED);
        }
      }
      case RELEASED -> {
        if (isStored()) {
          ModelDatabase.CatalogueRowModel alias = database.row(Rules.OLD_NAME).orElseThrow();
          database.put(Map.of(Rules.OLD_NAME, alias.held(false, Rules.NEW_NAME)));
          go(Phase.DONE);
        }
      }
      case DONE -> {}
    }
  }

  private void go(Phase to) {
    phase = to;
    since = database.version();
  }

  private void hold(boolean held, BetType alias) {
    ModelDatabase.CatalogueRowModel old = database.row(Rules.OLD_NAME).orElseThrow();
    ModelDatabase.CatalogueRowModel target = database.row(Rules.NEW_NAME).orElseThrow();
    database.put(
        Map.of(Rules.OLD_NAME, old.held(held, alias), Rules.NEW_NAME, target.held(held, null)));
  }

  /** The old name becomes an alias; a new name that is off is served as the old one was. */
  private void takeOver() {
    if (!database.row(Rules.NEW_NAME).orElseThrow().enabled()
        && database.row(Rules.OLD_NAME).orElseThrow().enabled()) {
      database.enable(Rules.NEW_NAME, true);
    }
    if (database.row(Rules.OLD_NAME).orElseThrow().enabled()) {
      database.enable(Rules.OLD_NAME, false);
    }
    ModelDatabase.CatalogueRowModel old = database.row(Rules.OLD_NAME).orElseThrow();
    database.put(Map.of(Rules.OLD_NAME, old.held(true, Rules.NEW_NAME)));
  }

  /** Whether the tables have every line that is in the topic. */
  private boolean isStored() {
    for (int partition = 0; partition < servers.options.partitions(); partition++) {
      if (servers.isLeft(
          Broker.TOPICS.lines(),
          partition,
          servers.tables.positions().getOrDefault(partition, 0L))) {
        return false;
      }
    }
    return true;
  }
}
