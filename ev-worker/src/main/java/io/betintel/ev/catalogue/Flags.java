package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.util.Set;

/**
 * Which bet types are switched on, at one version of the catalogue. A bet type without a row is
 * off, and an alias is on while its lines are being moved. A bet type that is on may still not be
 * served: see {@link Served}.
 */
public record Flags(long version, Set<BetType> enabled) {
  public Flags {
    enabled = Set.copyOf(enabled);
  }

  public boolean on(BetType betType) {
    return enabled.contains(betType);
  }
}
