package io.betintel.ev.codec;

import io.betintel.ev.schemas.Violation;
import java.util.List;

/**
 * The result for one subject.
 *
 * @param version the subject's version that this build relies on; 0 if refused or only planned
 * @param id the schema's id in the registry; 0 if refused or only planned
 * @param violations why it was refused; empty otherwise
 */
public record Registration(
    String subject, Outcome outcome, int version, int id, List<Violation> violations) {

  public Registration {
    violations = List.copyOf(violations);
  }

  /** Shown by its label. */
  public enum Outcome {
    REGISTERED("registered"),
    UNION_REGISTERED("registered, united with the registry's bet types"),
    PRESENT("already registered"),
    CONTAINED("nothing to add: this version has it all"),
    WOULD_REGISTER("would be registered"),
    WOULD_REGISTER_UNION("would be registered, united with the registry's bet types"),
    REFUSED("refused");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
