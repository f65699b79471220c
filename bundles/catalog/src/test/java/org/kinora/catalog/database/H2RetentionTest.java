package org.kinora.catalog.database;

import org.kinora.catalog.database.DatabaseArchive.Login;

class H2RetentionTest extends RetentionContract {
  @Override
  Login newDatabase() {
    return new Login(null, null, null);
  }
}
