package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Turns who asks into what they see. */
public final class Views {
  private final Callers callers;
  private final OpenedTypes opened;
  private final Sample sample;

  Views(Callers callers, OpenedTypes opened, Sample sample) {
    this.callers = callers;
    this.opened = opened;
    this.sample = sample;
  }

  public Role role(Context request) {
    return callers.of(request).role();
  }

  /** Everything that the caller sees. */
  public View of(Context request) {
    Caller caller = callers.of(request);
    return View.of(caller, opened.seenBy(caller.role()), sample);
  }

  /**
   * The same for the named bet types only; for all if none is named.
   *
   * @throws Problem 404 if the caller does not see one of them
   */
  public View of(Context request, List<String> names) {
    if (names.isEmpty()) {
      return of(request);
    }
    Caller caller = callers.of(request);
    List<BetType> betTypes =
        names.stream()
            .map(name -> opened.require(caller.role(), name))
            .flatMap(betType -> opened.withMoving(betType).stream())
            .distinct()
            .toList();
    return View.of(caller, betTypes, sample);
  }

  /** The same view, of what was recorded under earlier names of the bet types too. */
  public View withEveryName(View view) {
    return new View(view.caller(), opened.everyName(view.betTypes()), view.sample());
  }

  /** The ids that a line has or had, the present one first. */
  public List<String> lineIds(String lineId) {
    return opened.lineIds(lineId);
  }

  /** How outcomes of a bet type pair, as the catalogue spells it. */
  public Optional<String> shape(Role role, String betType) {
    return opened.find(role, betType).map(entry -> entry.shape().label());
  }
}
