package io.betintel.ev.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Mangler;
import io.betintel.ev.ops.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any environment is accepted or refused with its keys named. */
@Timeout(300)
class SettingsFuzzTest {

  @Test
  void anyEnvironmentIsReadOrRefused() {
    List<Setting<?>> settings = Configuration.settings();
    Mangler mangler = new Mangler(6);
    for (int round = 0; round < Mangler.ROUNDS; round++) {
      Map<String, String> environment = new HashMap<>();
      for (int i = 0; i < 3; i++) {
        Setting<?> setting = mangler.one(settings);
        environment.put(
            round % 20 == 0 ? mangler.text(setting.key()) : setting.key(),
            mangler.text(setting.defaultText().orElse("https://host:9092/path?a=b")));
      }
      Mangler.read(
          round,
          environment.toString().getBytes(UTF_8),
          () -> Configuration.fromEnvironment(environment),
          ConfigException.class);
    }
  }
}
