package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every change as a line of text. */
public final class ReceivedChanges implements LineChanges.Listener {
  private final List<String> received = new CopyOnWriteArrayList<>();

  /** For any thread. */
  public List<String> received() {
    return received;
  }

  @Override
  public void listening() {
    received.add("listening");
  }

  @Override
  public void changed(BetType betType, LineId line) {
    received.add(betType + " " + line);
  }

  @Override
  public void cleared(Optional<BetType> betType) {
    received.add("cleared " + betType.map(BetType::symbol).orElse("all"));
  }

  @Override
  public void lost(String why) {
    received.add("lost " + why);
  }
}
