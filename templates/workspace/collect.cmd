@echo off
rem Collects the returns of this workspace. Double-click it, or have it run on a schedule:
rem   collect.cmd            shows what was done, and waits for a key
rem   collect.cmd scheduled  shows only what needs a person, and leaves with the exit code
rem What was done is in log\tilannekuva.log.
setlocal
set PYTHONUTF8=1
rem pushd also takes a network folder (\\server\share\...), for which cd has no drive letter.
pushd "%~dp0" || exit /b 3
if /i "%~1"=="scheduled" goto scheduled
tilannekuva collect inbox
set code=%errorlevel%
popd
pause
exit /b %code%

:scheduled
tilannekuva collect inbox --quiet --wait 10
set code=%errorlevel%
rem Windows could not even start the program.
if %code% geq 5 set code=3
if %code% lss 0 set code=3
popd
exit /b %code%
