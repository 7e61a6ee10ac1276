package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What a worker last said of itself.
 *
 * @param worker unique to one process
 * @param build the version of the program
 * @param host the host or pod
 * @param version of the catalogue that it acts on; 0 if that is of another incarnation, which a
 *     restore of the database has undone
 * @param servable the symbols of the bet types that it serves
 * @param moved how far it has moved the snapshots of aliases
 * @param startedAt by the worker's own clock
 * @param seenAgo how long ago, by the database's clock
 */
public record Heartbeat(
    String worker,
    String build,
    String host,
    long version,
    Set<String> servable,
    AliasMoves.Moved moved,
    Instant startedAt,
    Duration seenAgo) {

  public Heartbeat {
    servable = Set.copyOf(servable);
  }

  public boolean serves(BetType betType) {
    return servable.contains(betType.symbol());
  }

  /** Whether its build applies the events of an alias as those of the bet type that it is of. */
  public boolean readsAliases() {
    return moved.version() > 0;
  }

  /** Whether the worker acts on that version of the catalogue, or a newer one. */
  public boolean acknowledged(long wanted) {
    return version >= wanted;
  }
}
