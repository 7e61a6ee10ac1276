package io.betintel.ev.codec;

import io.betintel.ev.schemas.SchemaChange;
import io.betintel.ev.schemas.Violation;
import java.util.List;

/**
 * What registering this build would change for one subject.
 *
 * @param latest the subject's latest version; 0 without versions
 * @param changes from that version to the next; empty if nothing would be registered
 * @param behind bet types that the latest version has and this build lacks; they are kept
 * @param violations why it would be refused; empty if it would not be
 */
public record SubjectDiff(
    String subject,
    int latest,
    List<SchemaChange> changes,
    List<String> behind,
    List<Violation> violations) {

  public SubjectDiff {
    changes = List.copyOf(changes);
    behind = List.copyOf(behind);
    violations = List.copyOf(violations);
  }

  /** Whether it would be refused, or break a reader or writer. */
  public boolean breaking() {
    return !violations.isEmpty() || changes.stream().anyMatch(SchemaChange::breaking);
  }
}
