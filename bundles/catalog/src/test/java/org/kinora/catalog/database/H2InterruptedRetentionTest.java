package org.kinora.catalog.database;

import org.kinora.catalog.database.DatabaseArchive.Login;

class H2InterruptedRetentionTest extends InterruptedRetentionContract {
  @Override
  Login newDatabase() {
    return new Login(null, null, null);
  }
}
