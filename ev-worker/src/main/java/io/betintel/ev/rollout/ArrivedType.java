package io.betintel.ev.rollout;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bet type whose events wait.
 *
 * @param count events that wait, at least 1
 * @param first when the first was parked
 * @param last when the last was parked
 * @param looked some of them, those first that came first; empty if none can be decoded
 * @param obstacle why they wait and what to do, if not because the installation lacks the bet type
 */
public record ArrivedType(
    BetType betType,
    long count,
    Instant first,
    Instant last,
    List<MarketSnapshot> looked,
    Optional<String> obstacle) {

  public ArrivedType {
    looked = List.copyOf(looked);
  }

  /** What it would be added as. */
  public Proposal proposal() {
    return Proposal.of(betType.symbol(), looked);
  }
}
