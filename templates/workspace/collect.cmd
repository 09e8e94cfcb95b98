@echo off
rem Collects the returns of this workspace; double-click it, or have it run on a schedule.
cd /d "%~dp0"
tilannekuva collect inbox
set code=%errorlevel%
if "%1"=="" pause
exit /b %code%
