@NullMarked
package org.kinora.storage.session;

import org.jspecify.annotations.NullMarked;
