package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Description;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Redaction;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.sink.PricedLines;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever role free does not see of a line, it cannot compute from what it sees either. */
final class HiddenFieldsTest {

  /** A figure that anybody can compute who has the others. */
  private record Formula(String result, Set<String> from) {}

  // Every way from figures of a line to another one of its figures. A reference's own quotes are
  // among the line's offers, so that its name is all that these need.
  private static final List<Formula> FORMULAS =
      List.of(
          formula("ev", "fair_probability", "net_price"), // p o - 1
          formula("fair_probability", "ev", "net_price"),
          formula("fair_price", "fair_probability"), // 1 / p
          formula("fair_american", "fair_price"),
          formula("kelly", "ev", "net_price"), // EV / (o - 1)
          formula("stake", "kelly"), // times the multiplier, at most the cap: both are documented
          formula("ev_lower", "fair_probability", "standard_error", "net_price"),
          formula("standard_error", "ev_lower", "fair_probability", "net_price"),
          formula("stake", "ev_lower", "net_price"), // Kelly by the lower bound
          formula("stake", "legs", "net_price"), // of an arbitrage or a middle: 1 / o of their sum
          formula("hit_probability", "other_line_id", "fair_probability"), // p over + p under - 1
          formula("references", "references.bookmaker"),
          formula("references.overround", "references.bookmaker", "price"), // sum of 1 / o, less 1
          formula("references.hold", "references.overround"),
          formula("references.age_ms", "references.bookmaker", "quoted_at"),
          formula("references.method", "method"),
          formula("method", "references.method"),
          // Two references: one equation for the weight of the first.
          formula("references.weight", "references.bookmaker", "method", "fair_probability"),
          formula("consensus", "references.bookmaker", "method", "fair_probability"),
          formula("fair_probability", "references.bookmaker", "references.weight", "method"),
          formula("ev_by_method", "references.bookmaker", "references.weight", "price"),
          formula("worst_case_ev", "ev_by_method")); // the least

  // What else a line has is chosen or observed: it follows from nothing.
  private static final Set<String> GIVEN = Set.of("references.bookmaker");

  @Test
  void noHiddenFigureFollowsFromShownOnes() throws Exception {
    String line = LineJson.line(PricedLines.joined(TOTALS, "e1", 5.5, 2.1), 3);
    Set<String> whole = fields(Role.ADMIN, line);
    Set<String> shown = fields(Role.FREE, line);
    Set<String> hidden = new TreeSet<>(whole);
    hidden.removeAll(shown);

    assertThat(hidden)
        .containsExactly(
            "consensus",
            "ev_by_method",
            "method",
            "references",
            "references.age_ms",
            "references.bookmaker",
            "references.hold",
            "references.method",
            "references.overround",
            "references.weight",
            "worst_case_ev");
    assertThat(hidden)
        .as("the list knows how each could be computed")
        .allMatch(
            field ->
                GIVEN.contains(field)
                    || FORMULAS.stream().anyMatch(each -> each.result().equals(field)));
    assertThat(reached(shown)).doesNotContainAnyElementsOf(hidden);
  }

  /** For every answer: what the description says of a field is what is done with it. */
  @Test
  void descriptionSaysWhichFieldsAreHidden() {
    assertThat(Description.read().fields("Not for role free."))
        .containsExactlyInAnyOrderElementsOf(
            Description.read().fields("").stream()
                .filter(field -> Redaction.hides(Role.FREE, field))
                .toList())
        .contains("best_worst_case_ev", "references");
  }

  /** With references' names, all of it would follow: which is why they are hidden as a whole. */
  @Test
  void namesOfReferencesWouldGiveEverythingAway() {
    assertThat(
            reached(
                Set.of("price", "quoted_at", "fair_probability", "method", "references.bookmaker")))
        .contains("references.hold", "references.age_ms", "references.weight", "worst_case_ev");
  }

  /**
   * Of a line, without the path to it, except for references, whose fields have meanings of their
   * own.
   */
  private static Set<String> fields(Role role, String line) throws Exception {
    Set<String> names = new TreeSet<>();
    add("", Json.MAPPER.readTree(LineView.of(role, new Sample(100), line)), names);
    return names;
  }

  private static void add(String prefix, JsonNode json, Set<String> names) {
    if (json.isArray()) {
      json.forEach(each -> add(prefix, each, names));
    }
    for (var field : json.properties()) {
      String name = field.getKey();
      names.add(prefix + name);
      if (!name.equals("ev_by_method")) {
        boolean ofReferences = name.equals("references") && field.getValue().path(0).isObject();
        add(ofReferences ? "references." : "", field.getValue(), names);
      }
    }
  }

  private static Set<String> reached(Set<String> shown) {
    Set<String> reached = new HashSet<>(shown);
    boolean more = true;
    while (more) {
      more = false;
      for (Formula formula : FORMULAS) {
        more |= reached.containsAll(formula.from()) && reached.add(formula.result());
      }
    }
    return reached;
  }

  private static Formula formula(String result, String... from) {
    return new Formula(result, Set.of(from));
  }
}
