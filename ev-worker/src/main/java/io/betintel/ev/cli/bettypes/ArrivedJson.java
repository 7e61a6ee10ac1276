package io.betintel.ev.cli.bettypes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.rollout.ArrivedType;
import io.betintel.ev.rollout.ArrivedTypes;
import io.betintel.ev.rollout.Proposal;
import java.util.TreeSet;

/** Which bet types wait, and what each would be added as, as one JSON object. */
final class ArrivedJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ArrivedJson() {}

  /** Samples are whole: {@link ArrivedText} shortens them. */
  static String of(ArrivedTypes types) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode missing = json.putArray("missing");
    types.missing().forEach(type -> write(missing.addObject(), type));
    ArrayNode others = json.putArray("others");
    types
        .others()
        .forEach(
            type ->
                counted(others.addObject(), type).put("obstacle", type.obstacle().orElseThrow()));
    return json.toString();
  }

  private static ObjectNode counted(ObjectNode node, ArrivedType type) {
    return node.put("name", type.betType().symbol())
        .put("events", type.count())
        .put("first_parked", type.first().toString())
        .put("last_parked", type.last().toString());
  }

  private static void write(ObjectNode node, ArrivedType type) {
    Proposal proposal = type.proposal();
    counted(node, type)
        .put("title", proposal.title())
        .put("shape", proposal.shape().map(Shape::label).orElse(null))
        .put("because", proposal.because())
        .put("misspelling_of", proposal.meant().orElse(null));
    ArrayNode bookmakers = node.putArray("bookmakers");
    TreeSet<String> keys = new TreeSet<>();
    type.looked().forEach(each -> keys.add(each.bookmaker().key()));
    keys.forEach(bookmakers::add);
    ArrayNode samples = node.putArray("samples");
    ArrivedText.samples(type.looked()).forEach(each -> write(samples.addObject(), each));
  }

  private static void write(ObjectNode node, MarketSnapshot sample) {
    node.put("event_id", sample.event().id())
        .put("home_team", sample.event().homeTeam())
        .put("away_team", sample.event().awayTeam())
        .put("bookmaker", sample.bookmaker().key());
    ArrayNode outcomes = node.putArray("outcomes");
    for (Outcome outcome : sample.outcomes()) {
      outcomes
          .addObject()
          .put("name", outcome.name())
          .put("description", outcome.description())
          .put("point", outcome.point())
          .put("price", outcome.price());
    }
  }
}
