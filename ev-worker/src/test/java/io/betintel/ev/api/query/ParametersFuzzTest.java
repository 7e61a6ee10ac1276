package io.betintel.ev.api.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.ops.Mangler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any query is accepted or is a problem of status 400 or 403. */
@Timeout(300)
class ParametersFuzzTest {
  private static final List<String> GOOD =
      List.of(
          "0.025",
          "100",
          "ev",
          "include",
          "true",
          "2026-11-23T18:30:00Z",
          "basketball_nba",
          "player_points",
          "eyJvIjoiZXYifQ",
          "positive",
          "Montréal");

  @Test
  void anyQueryIsAFilterOrAProblem() {
    List<String> names = List.copyOf(BetFilter.PARAMETERS);
    List<Role> roles = List.of(Role.values());
    Mangler mangler = new Mangler(7);
    for (int round = 0; round < 5 * Mangler.ROUNDS; round++) {
      Map<String, List<String>> given = new HashMap<>();
      for (int i = 0; i < 1 + mangler.below(3); i++) {
        String name = mangler.one(names);
        List<String> values = new ArrayList<>();
        for (int j = 0; j < 1 + mangler.below(2); j++) {
          values.add(mangler.below(4) == 0 ? mangler.one(GOOD) : mangler.text(mangler.one(GOOD)));
        }
        given.put(mangler.below(30) == 0 ? mangler.text(name) : name, values);
      }
      Role role = mangler.one(roles);
      Mangler.read(
          round,
          given.toString().getBytes(UTF_8),
          () -> BetFilter.of(new Parameters(given, BetFilter.PARAMETERS), role),
          Problem.class);
    }
  }
}
