package io.betintel.ev.cli.bettypes;

import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.catalogue.CatalogueRefusal;
import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Switches bet types on or off, one after the other: one that is refused stops no other. */
final class Flagging {
  private final CatalogueAccess catalogue;
  private final CommandSpec spec;
  private final List<CatalogueEdit> edits = new ArrayList<>();
  private boolean refused;

  Flagging(CatalogueAccess catalogue, CommandSpec spec) {
    this.catalogue = catalogue;
    this.spec = spec;
  }

  /** Prints what was done, or why it was not. */
  void set(BetType betType, boolean enabled) {
    String state = enabled ? "enabled" : "disabled";
    try {
      CatalogueEdit edit = catalogue.change(editor -> editor.enable(betType, enabled));
      edits.add(edit);
      spec.commandLine()
          .getOut()
          .println(
              betType
                  + " is "
                  + state
                  + (edit.changed() ? "" : " already")
                  + "; catalogue version "
                  + edit.version());
    } catch (CatalogueRefusal e) {
      refused = true;
      spec.commandLine().getErr().println(e.getMessage());
    }
  }

  /** What was done, in this order. */
  List<CatalogueEdit> edits() {
    return edits;
  }

  /** The one that workers acknowledge last; empty if nothing was done. */
  Optional<CatalogueEdit> last() {
    return edits.stream().max(Comparator.comparing(CatalogueEdit::version));
  }

  /** Whether one was refused. */
  boolean isRefused() {
    return refused;
  }
}
