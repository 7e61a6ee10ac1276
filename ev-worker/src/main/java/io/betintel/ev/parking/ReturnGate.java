package io.betintel.ev.parking;

import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says which bet types' records may be returned now: types that every live worker serves, and of
 * which no record has just come back parked. Owned by one thread.
 */
public final class ReturnGate {
  private final BetTypeCatalogue catalogue;
  private final Workers workers;
  private final Clock steady;
  private final Returnable returnable = new Returnable();
  private final Map<BetType, Instant> held = new HashMap<>();
  private Set<BetType> acknowledged = Set.of();

  /**
   * @param steady goes on with the time that passes, whatever the wall clock is set to
   */
  public ReturnGate(BetTypeCatalogue catalogue, Workers workers, Clock steady) {
    this.catalogue = catalogue;
    this.workers = workers;
    this.steady = steady;
  }

  /** Reads which workers are live. */
  @FunctionalInterface
  public interface Workers {
    Collection<Heartbeat> live() throws SQLException;
  }

  /** Reads what the live workers serve. */
  void look() throws SQLException {
    returnable.see(catalogue.current());
    acknowledged = returnable.among(workers.live());
  }

  /** Whether every live worker served the type at the last look. */
  boolean isAcknowledged(BetType betType) {
    return acknowledged.contains(betType);
  }

  boolean mayReturn(BetType betType) {
    Instant until = held.get(betType);
    if (until != null && steady.instant().isBefore(until)) {
      return false;
    }
    held.remove(betType);
    // The type may have been disabled since the last look.
    return isAcknowledged(betType) && catalogue.current().servedAs(betType) == Served.SERVED;
  }

  /** The types that may be returned. */
  Set<BetType> open() {
    Set<BetType> open = new TreeSet<>(acknowledged);
    open.removeIf(betType -> !mayReturn(betType));
    return open;
  }

  /** Keeps types from being returned until the given instants of the steady clock. */
  void hold(Map<BetType, Instant> until) {
    held.putAll(until);
  }
}
