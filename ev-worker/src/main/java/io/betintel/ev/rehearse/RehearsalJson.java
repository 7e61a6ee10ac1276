package io.betintel.ev.rehearse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** A rehearsal as one JSON object; times in milliseconds. */
public final class RehearsalJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RehearsalJson() {}

  /** One line. */
  public static String of(Rehearsal rehearsal) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode statements = json.putArray("statements");
    for (Measured measured : rehearsal.statements()) {
      ObjectNode node = statements.addObject();
      node.put("part", measured.part()).put("statement", measured.statement());
      node.put("times", measured.times()).put("ms", millis(measured.time()));
      node.put("lock", measured.lock().isEmpty() ? null : measured.lock());
      ArrayNode on = node.putArray("on");
      measured.on().forEach(on::add);
      node.put("lock_of_earlier_statement", measured.earlier());
      ObjectNode rewritten = node.putObject("rows_rewritten");
      measured.rewritten().forEach(rewritten::put);
      node.put("rows_written", measured.written());
      wait(node, measured.waiting());
    }
    ObjectNode waits = json.putObject("waits");
    rehearsal.waits().forEach((table, wait) -> wait(waits.putObject(table), wait));
    if (rehearsal.failed().isEmpty()) {
      json.putNull("failed");
    } else {
      Failure failure = rehearsal.failed().get();
      json.putObject("failed")
          .put("part", failure.part())
          .put("statement", failure.statement())
          .put("reason", failure.reason());
    }
    return json.toString();
  }

  private static void wait(ObjectNode node, Wait wait) {
    node.put("writers_wait_ms", millis(wait.writers()));
    node.put("readers_wait_ms", millis(wait.readers()));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
