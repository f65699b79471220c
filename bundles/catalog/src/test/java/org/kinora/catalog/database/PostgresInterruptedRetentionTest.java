package org.kinora.catalog.database;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.kinora.catalog.database.DatabaseArchive.Login;

class PostgresInterruptedRetentionTest extends InterruptedRetentionContract {
  @RegisterExtension static final PostgresServer SERVER = new PostgresServer();

  @Override
  Login newDatabase() {
    return SERVER.newDatabase();
  }
}
