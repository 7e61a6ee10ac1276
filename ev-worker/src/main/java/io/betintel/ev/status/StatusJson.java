package io.betintel.ev.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.restructure.UnderWay;
import java.util.Map;

/** A report as one JSON object; the values of a server that is away are null. */
public final class StatusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusJson() {}

  /** One line. */
  public static String of(StatusReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", report.at().toString());
    json.put("all_up", report.allUp());
    ArrayNode servers = json.putArray("servers");
    for (Answer<?> answer : report.answers()) {
      servers
          .addObject()
          .put("name", answer.server())
          .put("address", answer.address())
          .put("up", answer.up())
          .put("trouble", answer.trouble());
    }
    kafka(json, report);
    json.put("schema_version", report.registry().value());
    database(json, report);
    worker(json, report.worker());
    json.put("open_bet_types", report.api() == null ? null : report.api().value());
    return json.toString();
  }

  private static void kafka(ObjectNode json, StatusReport report) {
    KafkaState kafka = report.kafka().value();
    if (kafka == null) {
      json.putNull("topics").putNull("consumers").putNull("guards");
      return;
    }
    ArrayNode topics = json.putArray("topics");
    for (KafkaState.Topic topic : kafka.topics()) {
      ObjectNode node = topics.addObject();
      node.put("name", topic.name()).put("partitions", topic.partitions());
      node.put("records", topic.records()).put("end_offset", topic.end());
      Double rate = report.rate(topic.name()).stream().boxed().findFirst().orElse(null);
      node.put("records_per_second", rate);
    }
    ArrayNode consumers = json.putArray("consumers");
    for (KafkaState.Consumer consumer : kafka.consumers()) {
      ObjectNode node = consumers.addObject();
      node.put("group", consumer.group()).put("topic", consumer.topic());
      node.put("lag", consumer.lag()).put("on_the_hop", consumer.onTheHop());
    }
    ArrayNode guards = json.putArray("guards");
    for (Guard guard : kafka.guards()) {
      ObjectNode node = guards.addObject();
      node.put("name", guard.name()).put("value", guard.value()).put("remedy", guard.remedy());
    }
  }

  private static void database(ObjectNode json, StatusReport report) {
    DatabaseState database = report.postgres().value();
    if (database == null) {
      json.putNull("workers").putNull("catalogue").putNull("restructure").putNull("best");
      return;
    }
    ArrayNode workers = json.putArray("workers");
    for (Heartbeat worker : database.workers()) {
      ObjectNode node = workers.addObject();
      node.put("id", worker.worker()).put("build", worker.build());
      node.put("catalogue_version", worker.version());
      node.put("started_at", worker.startedAt().toString());
      node.put("seen_seconds_ago", worker.seenAgo().toMillis() / 1e3);
    }
    ObjectNode catalogue = json.putObject("catalogue").put("version", database.catalogueVersion());
    ArrayNode betTypes = catalogue.putArray("bet_types");
    Map<String, Long> cached = report.redis().value();
    for (DatabaseState.BetTypeRow row : database.betTypes()) {
      ObjectNode node = betTypes.addObject();
      node.put("name", row.name())
          .put("state", row.served().label())
          .put("min_role", row.minRole());
      node.put("bets", row.bets());
      node.put("cached_lines", cached == null ? null : cached.getOrDefault(row.name(), 0L));
    }
    restructure(json, database.restructure());
    ArrayNode best = json.putArray("best");
    database.best().forEach(bet -> bet(best.addObject(), bet));
  }

  private static void restructure(ObjectNode json, UnderWay underWay) {
    if (underWay == null) {
      json.putNull("restructure");
      return;
    }
    ObjectNode node = json.putObject("restructure");
    node.put("id", underWay.id()).put("kind", underWay.request().kind().label());
    node.put("subject", underWay.request().subject()).put("step", underWay.step().label());
    node.put("rows", underWay.rowsDone()).put("rows_total", underWay.rowsTotal());
    node.put("brake", underWay.brake()).put("operator", underWay.operator());
    node.put("started_at", underWay.startedAt().toString());
    node.put("changed_at", underWay.changedAt().toString());
  }

  private static void bet(ObjectNode node, DatabaseState.Bet bet) {
    node.put("event", bet.event()).put("commence_time", bet.commenceTime().toString());
    node.put("bet_type", bet.betType()).put("outcome", bet.outcome()).put("point", bet.point());
    node.put("bookmaker", bet.bookmaker()).put("price", bet.price());
    node.put("fair_price", bet.fairPrice()).put("ev", bet.ev()).put("stake", bet.stake());
    node.put("suspect", bet.suspect());
    node.put("quoted_seconds_ago", bet.age() == null ? null : bet.age().toMillis() / 1e3);
  }

  private static void worker(ObjectNode json, Answer<WorkerCounters> worker) {
    if (worker == null || !worker.up()) {
      json.putNull("counters");
      return;
    }
    WorkerCounters counters = worker.value();
    ObjectNode node = json.putObject("counters");
    node.put("consumed", counters.consumed()).put("applied", counters.applied());
    node.put("superseded", counters.superseded()).put("parked", counters.parked());
    node.put("dead_lettered", counters.deadLettered()).put("lines", counters.lines());
  }
}
