package io.betintel.ev.codec;

import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.SchemaGate;
import io.betintel.ev.schemas.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a subject: those that the gate lets follow each other, and the strays among them,
 * which a producer that registers by itself wrote. Nothing is compared with strays, or one of them
 * would stop every addition.
 *
 * @param sound in rising order
 * @param strays in rising order
 */
public record SubjectHistory(List<Release> sound, List<Stray> strays) {
  private static final int BEFORE_ALL = 0;

  public SubjectHistory {
    sound = List.copyOf(sound);
    strays = List.copyOf(strays);
  }

  /**
   * A version that does not follow those before it.
   *
   * @param violations what is wrong with it, and against which version
   */
  public record Stray(Release release, List<Violation> violations) {
    public Stray {
      violations = List.copyOf(violations);
    }
  }

  /**
   * The history that goes on from the contract's first release, which every build has; if no
   * version does, the one that goes on from the first version. So the build must not take over a
   * subject that it never wrote.
   *
   * @param versions the subject's, in rising order
   */
  static SubjectHistory of(Contract contract, List<Release> versions) {
    SubjectHistory ours = ofBuild(contract, versions);
    return ours.sound().isEmpty() ? since(contract, List.of(), versions) : ours;
  }

  /** Only the history that goes on from the contract's first release. */
  static SubjectHistory ofBuild(Contract contract, List<Release> versions) {
    Release first = new Release(BEFORE_ALL, contract.releases().get(0).schema());
    return since(contract, List.of(first), versions);
  }

  private static SubjectHistory since(
      Contract contract, List<Release> start, List<Release> versions) {
    List<Release> before = new ArrayList<>(start);
    List<Release> sound = new ArrayList<>();
    List<Stray> strays = new ArrayList<>();
    for (Release version : versions) {
      List<Violation> violations = SchemaGate.check(contract.name(), version.schema(), before);
      if (violations.isEmpty()) {
        sound.add(version);
        before.add(version);
      } else {
        strays.add(new Stray(version, violations));
      }
    }
    return new SubjectHistory(sound, strays);
  }

  /** The last sound version. */
  Optional<Release> newest() {
    return sound.isEmpty() ? Optional.empty() : Optional.of(sound.get(sound.size() - 1));
  }

  /** The stray that is the subject's latest version, which feeds encode with. */
  public Optional<Stray> latestStray() {
    if (strays.isEmpty()) {
      return Optional.empty();
    }
    Stray last = strays.get(strays.size() - 1);
    boolean followed = newest().isPresent() && newest().get().version() > last.release().version();
    return followed ? Optional.empty() : Optional.of(last);
  }

  /** Whether the subject's latest version is sound and has the bet types. */
  boolean offers(List<String> betTypes) {
    return newest().isPresent()
        && latestStray().isEmpty()
        && BetTypeSymbols.of(newest().get().schema()).containsAll(betTypes);
  }

  /** A registry answers a text that it has with the old version, so the text must be new. */
  boolean has(String text) {
    return sound.stream().anyMatch(release -> release.schema().toString().equals(text))
        || strays.stream().anyMatch(stray -> stray.release().schema().toString().equals(text));
  }

  int latest() {
    int stray = strays.isEmpty() ? 0 : strays.get(strays.size() - 1).release().version();
    return Math.max(stray, newest().map(Release::version).orElse(0));
  }
}
