package io.betintel.ev.stream;

import java.util.List;

/**
 * What was found or done about one topic.
 *
 * @param details for people, one line each: {@code retention.ms is 1000, wanted 604800000}
 */
public record TopicReport(String topic, State state, List<String> details) {

  public TopicReport {
    details = List.copyOf(details);
  }

  /** From good to bad. */
  public enum State {
    OK("ok"),
    CREATED("created"),
    WOULD_CREATE("would be created"),
    /** It differs from its plan in what does not matter. */
    DIFFERS("differs"),
    /** It works, but may lose records or show wrong ones. */
    UNSAFE("unsafe"),
    /** It was not created, because another topic is in conflict. */
    WITHHELD("not created"),
    /** Its partition count cannot be right, and it cannot be changed. */
    CONFLICT("conflict");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Whether somebody must do something about it. */
  public boolean fails() {
    return state.compareTo(State.UNSAFE) >= 0;
  }
}
