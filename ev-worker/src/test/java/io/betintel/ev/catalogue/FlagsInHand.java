package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Flags that a test sets, in the database at once and in the worker's memory when it says so. */
public final class FlagsInHand implements BetTypeFlags {
  private Flags database;
  private Flags memory;
  private boolean away;

  public FlagsInHand(BetType... enabled) {
    database = new Flags(1, new HashSet<>(Arrays.asList(enabled)));
    memory = database;
  }

  /** A change that the worker has not heard of. */
  public void commit(BetType betType, boolean on) {
    Set<BetType> enabled = new HashSet<>(database.enabled());
    if (on) {
      enabled.add(betType);
    } else {
      enabled.remove(betType);
    }
    database = new Flags(database.version() + 1, enabled);
  }

  /** The worker polls the catalogue. */
  public void hear() {
    memory = database;
  }

  /** The catalogue is recreated and counts from the beginning. */
  public void begin(BetType... enabled) {
    database = new Flags(1, new HashSet<>(Arrays.asList(enabled)));
    memory = database;
  }

  public void away(boolean databaseIsAway) {
    away = databaseIsAway;
  }

  @Override
  public Flags last() {
    return memory;
  }

  @Override
  public Flags read() throws CatalogueAwayException {
    if (away) {
      throw new CatalogueAwayException("connection refused", null);
    }
    return database;
  }
}
