package io.betintel.ev.it;

import io.betintel.ev.api.Description;
import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A key for each role.
 *
 * @param file as the worker reads it
 */
record RoleKeys(Path file, Map<Role, NewKey> keys) {

  static RoleKeys write(Path file) throws IOException {
    Map<Role, NewKey> keys = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      keys.put(role, NewKey.of(role.label(), role));
    }
    Files.write(file, keys.values().stream().map(NewKey::line).toList());
    return new RoleKeys(file, keys);
  }

  /** Clients that compare every answer with the API's description. */
  Map<Role, ApiClient> clients(WorkerProcess worker) throws Exception {
    Description description = Description.read();
    Map<Role, ApiClient> clients = new EnumMap<>(Role.class);
    keys.forEach(
        (role, key) ->
            clients.put(role, new ApiClient(worker, Optional.of(key.text()), description)));
    return clients;
  }
}
