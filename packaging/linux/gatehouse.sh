#!/bin/sh
# Starts Gatehouse with the Java runtime that lies beside it, wherever the folder is. Not jpackage's program: that one asks
# rpm and dpkg at every start to whom it belongs.
APPDIR=$(readlink -f "$0")
APPDIR=${APPDIR%/bin/*}/lib/app
# Meant for other programs.
unset JDK_JAVA_OPTIONS
exec "$APPDIR/../runtime/bin/gatehouse" \
    @OPTIONS@ \
    -cp "@CLASSPATH@" \
    @MAIN@ "$@"
