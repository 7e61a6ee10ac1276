package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import java.util.Collection;
import java.util.List;

/**
 * What a caller sees of the tables; every query is limited to it.
 *
 * @param betTypes the opened ones; other types do not exist for the caller
 * @param sample of the lines; 100 percent for every role except free
 */
public record View(Caller caller, List<String> betTypes, Sample sample) {
  public View {
    betTypes = List.copyOf(betTypes);
  }

  public Role role() {
    return caller.role();
  }

  static View of(Caller caller, Collection<BetType> betTypes, Sample sample) {
    return new View(
        caller,
        betTypes.stream().map(BetType::symbol).toList(),
        caller.free() ? sample : Sample.WHOLE);
  }
}
