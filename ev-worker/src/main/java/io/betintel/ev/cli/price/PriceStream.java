package io.betintel.ev.cli.price;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;

/** Reads questions, one per line, and answers each before the next one is read. */
final class PriceStream {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final PriceJson json;
  private final PrintWriter out;
  private boolean failed;

  PriceStream(PriceJson json, PrintWriter out) {
    this.json = json;
    this.out = out;
  }

  /**
   * Answers until the input ends, or the reader of the answers is gone. Skips blank lines.
   *
   * @return whether every line was answered without an error
   */
  boolean answerAll(BufferedReader in) throws IOException {
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(1);
      }
      if (!line.isBlank()) {
        out.println(answer(number, line));
        if (out.checkError()) {
          return false;
        }
      }
    }
    return !failed;
  }

  private String answer(long number, String line) {
    JsonNode question;
    try {
      question = PriceJson.parse(line);
    } catch (IllegalArgumentException e) {
      return failure(MissingNode.getInstance(), "line " + number + " is " + e.getMessage());
    }
    JsonNode id = question.path("id");
    PriceQuestion asked;
    PriceAnswer answer;
    try {
      asked = json.question(question);
      answer = PriceAnswer.to(asked);
    } catch (IllegalArgumentException e) {
      return failure(id, "line " + number + ": " + e.getMessage());
    }
    if (answer.methods().size() == 1
        && answer.methods().get(0) instanceof MethodAnswer.NoPrice noPrice) {
      return failure(id, "line " + number + ": " + noPrice.reason());
    }
    return PriceAnswerJson.text(id, asked, answer);
  }

  private String failure(JsonNode id, String message) {
    failed = true;
    return PriceAnswerJson.error(id, message);
  }
}
